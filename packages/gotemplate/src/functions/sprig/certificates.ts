import { isIP } from 'node:net'
import type { FunctionHost, FunctionTable } from '../../function.ts'
import {
  certificateBytes,
  type CertificateRequest,
  createCertificate,
  type Signer,
  signerOf,
} from '../../pki/certificate.ts'
import { integerOfBytes } from '../../pki/der.ts'
import { generateDsaKey, generateEcKey, generateEd25519Key, generateRsaKey } from '../../pki/generate-key.ts'
import { encodePem } from '../../pki/pem.ts'
import { parsePrivateKey, PkiError, type PrivateKey, privateKeyPem } from '../../pki/private-key.ts'
import { GoStruct, type GoValue } from '../../value.ts'
import { decodeBase64 } from './base64.ts'
import { define, fail } from './define.ts'
import { ipBytes } from './ip-address.ts'
import { randomBytes } from './random.ts'
import { textOf } from './text.ts'

/** What the functions answer: `.Cert` and `.Key`, both PEM. */
class Certificate extends GoStruct {
  override readonly typeName = 'sprig.certificate'
  readonly cert: string
  readonly key: string

  constructor(cert: string, key: string) {
    super()
    this.cert = cert
    this.key = key
  }

  override field(name: string): GoValue | undefined {
    return { Cert: this.cert, Key: this.key }[name]
  }

  override text(): string {
    return `{${this.cert} ${this.key}}`
  }

  override jsonValue(): GoValue {
    return new Map([
      ['Cert', this.cert],
      ['Key', this.key],
    ])
  }
}

type Names = readonly GoValue[] | null

/** Keys and certificates, real ones; all of their chance comes from the host. */
export const certificateFunctions: FunctionTable = {
  genPrivateKey: define(['string'], ([kind], host) => generatePrivateKey(kind, host)),
  genCA: define(['string', 'int'], ([name, days], host) => {
    return orFail(() => selfSigned(requestFor(name, null, null, days, host, true), newKey(host)))
  }),
  genCAWithKey: define(['string', 'int', 'string'], ([name, days, pem], host) => {
    return orFail(() => selfSigned(requestFor(name, null, null, days, host, true), givenKey(pem)))
  }),
  genSelfSignedCert: define(['string', 'list', 'list', 'int'], ([name, ips, names, days], host) => {
    return orFail(() => selfSigned(requestFor(name, ips, names, days, host), newKey(host)))
  }),
  genSelfSignedCertWithKey: define(
    ['string', 'list', 'list', 'int', 'string'],
    ([name, ips, names, days, pem], host) => {
      return orFail(() => {
        const key = givenKey(pem)
        return selfSigned(requestFor(name, ips, names, days, host), key)
      })
    },
  ),
  genSignedCert: define(
    ['string', 'list', 'list', 'int', 'struct sprig.certificate'],
    ([name, ips, names, days, ca], host) => {
      return orFail(() => {
        const signer = signerFrom(ca)
        return signed(requestFor(name, ips, names, days, host), newKey(host), signer)
      })
    },
  ),
  genSignedCertWithKey: define(
    ['string', 'list', 'list', 'int', 'struct sprig.certificate', 'string'],
    ([name, ips, names, days, ca, pem], host) => {
      return orFail(() => {
        const key = givenKey(pem)
        const signer = signerFrom(ca)
        return signed(requestFor(name, ips, names, days, host), key, signer)
      })
    },
  ),
  buildCustomCert: define(['string', 'string'], ([cert, key]) => orFail(() => customCertificate(cert, key))),
}

function orFail<T>(body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof PkiError) fail(error.message)
    throw error
  }
}

function generatePrivateKey(kind: string, host: FunctionHost): string {
  const random = (count: number) => randomBytes(count, host)
  switch (kind) {
    case '':
    case 'rsa':
      return encodePem(generateRsaKey(4096, random))
    case 'dsa':
      return encodePem(generateDsaKey(random))
    case 'ecdsa':
      return encodePem(generateEcKey(random))
    case 'ed25519':
      return encodePem(generateEd25519Key(random))
    default:
      return `Unknown type ${kind}`
  }
}

function newKey(host: FunctionHost): PrivateKey {
  return parsePrivateKey(encodePem(generateRsaKey(2048, (count) => randomBytes(count, host))))
}

function givenKey(pem: string): PrivateKey {
  try {
    return parsePrivateKey(pem)
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError(`parsing private key: ${error.message}`)
    throw error
  }
}

function requestFor(
  commonName: string,
  ips: Names,
  names: Names,
  days: bigint,
  host: FunctionHost,
  isAuthority = false,
): CertificateRequest {
  const ipAddresses = (ips ?? []).map(ipAddress)
  const dnsNames = (names ?? []).map(dnsName)
  host.noteEffect('clock')
  const notBefore = Math.floor(host.clock.now() / 1000)
  return {
    commonName,
    serial: integerOfBytes(randomBytes(16, host)),
    notBefore,
    notAfter: notBefore + Number(days) * 86_400,
    dnsNames,
    ipAddresses,
    isAuthority,
  }
}

function ipAddress(value: GoValue): Uint8Array {
  if (typeof value !== 'string') throw new PkiError(`error parsing ip: ${textOf(value)} is not a string`)
  if (isIP(value) === 0 || value.includes('%')) throw new PkiError(`error parsing ip: ${value}`)
  return ipBytes(value)
}

function dnsName(value: GoValue): string {
  if (typeof value === 'string') return value
  throw new PkiError(`error processing alternate dns name: ${textOf(value)} is not a string`)
}

function selfSigned(request: CertificateRequest, key: PrivateKey): Certificate {
  return new Certificate(
    explained(() => createCertificate(request, key)),
    privateKeyPem(key),
  )
}

function signed(request: CertificateRequest, key: PrivateKey, signer: Signer): Certificate {
  return new Certificate(
    explained(() => createCertificate(request, key, signer)),
    privateKeyPem(key),
  )
}

/** What x509 refuses is told as sprig tells it. */
function explained(create: () => string): string {
  try {
    return create()
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError(`error creating certificate: ${error.message}`)
    throw error
  }
}

function signerFrom(ca: GoStruct): Signer {
  if (!(ca instanceof Certificate))
    return fail(`wrong type for value; expected sprig.certificate; got ${ca.typeName}`)
  certificateBytes(ca.cert, 'decodedSignerCert')
  try {
    return signerOf(ca.cert, parsePrivateKey(ca.key))
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError(`error parsing private key: ${error.message}`)
    throw error
  }
}

function customCertificate(cert64: string, key64: string): Certificate {
  const cert = decoded(cert64, 'unable to decode base64 certificate')
  const key = decoded(key64, 'unable to decode base64 private key')
  certificateBytes(cert, 'decodedCert')
  try {
    parsePrivateKey(key)
  } catch (error) {
    if (error instanceof PkiError) throw new PkiError(`error parsing private key: ${error.message}`)
    throw error
  }
  return new Certificate(cert, key)
}

function decoded(text: string, complaint: string): string {
  const bytes = decodeBase64(text)
  if (typeof bytes === 'string') throw new PkiError(complaint)
  return Buffer.from(bytes).toString('utf8')
}
