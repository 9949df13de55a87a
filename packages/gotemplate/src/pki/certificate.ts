import { createHash, X509Certificate } from 'node:crypto'
import { goQuote } from '../quote.ts'
import { formatTime } from '../time/format-time.ts'
import { utc } from '../time/zone.ts'
import * as der from './der.ts'
import { decodePem, encodePem } from './pem.ts'
import { PkiError, type PrivateKey, publicKeyInfo, signatureAlgorithm, signBytes } from './private-key.ts'

/** What a certificate is to say (RFC 5280), as sprig fills it in. */
export interface CertificateRequest {
  readonly commonName: string
  readonly serial: bigint
  /** Seconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
  readonly dnsNames: readonly string[]
  /** Four or sixteen bytes each. */
  readonly ipAddresses: readonly Uint8Array[]
  readonly isAuthority: boolean
}

/** Who signs: the subject and key id of the certificate that stands above, and the key of that one. */
export interface Signer {
  readonly subject: Uint8Array
  readonly keyId: Uint8Array | undefined
  readonly key: PrivateKey
}

/** A certificate in PEM; without a signer it signs itself. Throws `PkiError` with Go's text. */
export function createCertificate(request: CertificateRequest, key: PrivateKey, signer?: Signer): string {
  const signingKey = signer?.key ?? key
  const algorithm = signatureAlgorithm(signingKey).identifier
  const subject = nameOf(request.commonName)
  const issuer = signer?.subject ?? subject
  const publicKey = publicKeyInfo(key)
  const authorityKeyId = Buffer.compare(issuer, subject) === 0 ? undefined : signer?.keyId
  const body = der.sequence(
    der.explicit(0, der.integer(2n)),
    der.integer(request.serial),
    algorithm,
    issuer,
    der.sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    publicKey,
    der.explicit(3, der.sequence(...extensions(request, publicKey, authorityKeyId))),
  )
  const bytes = der.sequence(body, algorithm, der.bits(signBytes(body, signingKey)))
  return encodePem({ type: 'CERTIFICATE', bytes })
}

/** Reads who signs from a certificate in PEM, and checks that the key is that of the certificate. Throws `PkiError`. */
export function signerOf(pem: string, key: PrivateKey): Signer {
  const bytes = certificateBytes(pem, 'decodedSignerCert')
  const [body] = der.readSequence(bytes)
  const fields = der.readElements(body?.content ?? bytes)
  const first = fields[0]?.tag === 0xa0 ? 1 : 0
  const subject = fields[first + 4]?.whole
  const publicKey = fields[first + 5]?.whole
  if (subject === undefined || publicKey === undefined) throw new PkiError('x509: malformed tbs certificate')
  if (key.key !== undefined && Buffer.compare(publicKey, publicKeyInfo(key)) !== 0) {
    throw new PkiError(
      "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey",
    )
  }
  return { subject, keyId: subjectKeyId(fields.find((field) => field.tag === 0xa3)), key }
}

/** The bytes of the first block of PEM, which must be a certificate. Throws `PkiError` with sprig's text. */
export function certificateBytes(pem: string, what: string): Uint8Array {
  const block = decodePem(pem)
  if (block === undefined) throw new PkiError('unable to decode certificate')
  try {
    return new X509Certificate(block.bytes).raw
  } catch {
    throw new PkiError(`error parsing certificate: ${what}.Bytes: x509: malformed certificate`)
  }
}

function subjectKeyId(extensionsField: der.DerElement | undefined): Uint8Array | undefined {
  if (extensionsField === undefined) return undefined
  const wanted = Buffer.from(der.objectId(oid.subjectKeyId))
  for (const extension of der.readSequence(extensionsField.content)) {
    const [id, ...values] = der.readElements(extension.content)
    if (id !== undefined && wanted.equals(id.whole)) {
      return der.readElements(values.at(-1)?.content ?? Uint8Array.of())[0]?.content
    }
  }
  return undefined
}

const oid = {
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const

/** A name of one attribute, or of none where the text is empty. */
function nameOf(commonName: string): Uint8Array {
  if (commonName === '') return der.sequence()
  const tag = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(commonName) ? 0x13 : 0x0c
  const value = der.element(tag, Buffer.from(commonName))
  return der.sequence(der.set(der.sequence(der.objectId(oid.commonName), value)))
}

/** UTCTime up to 2049, GeneralizedTime after. */
function time(seconds: number): Uint8Array {
  const parts = formatTime({ seconds, nanoseconds: 0, zone: utc }, '20060102150405')
  const short = parts.startsWith('19') || (parts.startsWith('20') && parts.slice(2, 4) < '50')
  return short
    ? der.element(0x17, Buffer.from(`${parts.slice(2)}Z`))
    : der.element(0x18, Buffer.from(`${parts}Z`))
}

function extensions(
  request: CertificateRequest,
  publicKey: Uint8Array,
  authorityKeyId: Uint8Array | undefined,
) {
  const usage = request.isAuthority ? der.bits(Uint8Array.of(0xa4), 2) : der.bits(Uint8Array.of(0xa0), 5)
  const list = [
    extension(oid.keyUsage, usage, true),
    extension(oid.extendedKeyUsage, der.sequence(der.objectId(oid.serverAuth), der.objectId(oid.clientAuth))),
    extension(
      oid.basicConstraints,
      request.isAuthority ? der.sequence(der.boolean(true)) : der.sequence(),
      true,
    ),
  ]
  if (request.isAuthority) list.push(extension(oid.subjectKeyId, der.octets(keyIdOf(publicKey))))
  if (authorityKeyId !== undefined) {
    list.push(extension(oid.authorityKeyId, der.sequence(der.element(0x80, authorityKeyId))))
  }
  const names = [
    ...request.dnsNames.map((name) => der.element(0x82, asciiName(name))),
    ...request.ipAddresses.map((address) => der.element(0x87, address)),
  ]
  if (names.length > 0)
    list.push(extension(oid.subjectAltName, der.sequence(...names), request.commonName === ''))
  return list
}

function extension(id: string, value: Uint8Array, critical = false): Uint8Array {
  const parts = [der.objectId(id), ...(critical ? [der.boolean(true)] : []), der.octets(value)]
  return der.sequence(...parts)
}

/** Go since 1.25: the first 20 bytes of the SHA-256 of the key's bits (RFC 7093, section 2, method 1). */
function keyIdOf(publicKey: Uint8Array): Uint8Array {
  const keyBits = der.readSequence(publicKey)[1]?.content.subarray(1) ?? Uint8Array.of()
  return createHash('sha256').update(keyBits).digest().subarray(0, 20)
}

function asciiName(name: string): Uint8Array {
  for (const rune of name) {
    if (rune > '\u007f')
      throw new PkiError(
        `error creating certificate: x509: ${goQuote(name)} cannot be encoded as an IA5String`,
      )
  }
  return Buffer.from(name)
}
