import { X509Certificate, createPrivateKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { createCertificate, signerOf } from './certificate.ts'
import { generateEcKey, generateEd25519Key } from './generate-key.ts'
import { encodePem } from './pem.ts'
import { parsePrivateKey, privateKeyPem } from './private-key.ts'

const march = Date.UTC(2026, 2, 4, 5, 6, 7) / 1000
/** Bytes that look drawn and are the same in every run. */
const source = (start: number) => (count: number) =>
  Uint8Array.from({ length: count }, (_, i) => (start + i * 37) % 256)
const request = {
  commonName: 'authority',
  serial: 12345n,
  notBefore: march,
  notAfter: march + 30 * 86_400,
  dnsNames: [],
  ipAddresses: [],
  isAuthority: true,
}
const authorityKey = parsePrivateKey(encodePem(generateEd25519Key(source(1))))
const authority = createCertificate(request, authorityKey)

test('an authority signs itself', () => {
  const certificate = new X509Certificate(authority)
  expect(certificate.subject).toBe('CN=authority')
  expect(certificate.ca).toBe(true)
  expect(certificate.serialNumber).toBe('3039')
  expect(certificate.validFrom).toBe('Mar  4 05:06:07 2026 GMT')
  expect(certificate.validTo).toBe('Apr  3 05:06:07 2026 GMT')
  expect(certificate.verify(certificate.publicKey)).toBe(true)
})

test('a signed certificate names its issuer, its hosts and its own key', () => {
  const key = parsePrivateKey(encodePem(generateEcKey(source(2))))
  const hosts = { dnsNames: ['a.example', '*.b.example'], ipAddresses: [Uint8Array.of(10, 0, 0, 1)] }
  const signer = signerOf(authority, authorityKey)
  const pem = createCertificate(
    { ...request, ...hosts, commonName: 'é & co', isAuthority: false },
    key,
    signer,
  )
  const certificate = new X509Certificate(pem)
  const issuer = new X509Certificate(authority)
  expect(certificate.checkIssued(issuer)).toBe(true)
  expect(certificate.verify(issuer.publicKey)).toBe(true)
  expect(certificate.ca).toBe(false)
  expect(certificate.subjectAltName).toBe('DNS:a.example, DNS:*.b.example, IP Address:10.0.0.1')
  expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem(key)))).toBe(true)
})

test('the same chance makes the same certificate', () => {
  const again = parsePrivateKey(encodePem(generateEd25519Key(source(1))))
  expect(createCertificate(request, again)).toBe(authority)
})

test('a certificate that outlives 2049 says its year in four digits', () => {
  const pem = createCertificate({ ...request, notAfter: march + 99_999 * 86_400 }, authorityKey)
  expect(new X509Certificate(pem).validTo).toBe('Dec 17 05:06:07 2299 GMT')
})

test('a signer must hold the key of its certificate', () => {
  const other = parsePrivateKey(encodePem(generateEd25519Key(source(9))))
  expect(() => signerOf(authority, other)).toThrow(
    "x509: provided PrivateKey doesn't match parent's PublicKey",
  )
})

test('a host name outside ASCII is refused', () => {
  expect(() => createCertificate({ ...request, dnsNames: ['ä'] }, authorityKey)).toThrow(
    'x509: "ä" cannot be encoded as an IA5String',
  )
})
