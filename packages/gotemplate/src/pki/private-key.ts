import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import * as der from './der.ts'
import { decodePem, encodePem, type PemBlock } from './pem.ts'

/** What is wrong with a key or certificate, in sprig's words. */
export class PkiError extends Error {
  override readonly name = 'PkiError'
}

/** A key that was read, ready to sign. DSA keys are kept as they are: Go cannot sign certificates with them. */
export interface PrivateKey {
  readonly kind: 'rsa' | 'ec' | 'ed25519' | 'dsa'
  readonly key: KeyObject | undefined
  readonly block: PemBlock
}

/** Reads the first block of PEM. Throws `PkiError`. */
export function parsePrivateKey(pem: string): PrivateKey {
  const block = decodePem(pem)
  if (block === undefined) throw new PkiError('no PEM data in input')
  if (block.type === 'PRIVATE KEY') return read(block, 'pkcs8', 'decoding PEM as PKCS#8')
  if (!block.type.endsWith(' PRIVATE KEY')) {
    throw new PkiError(`no private key data in PEM block of type ${block.type}`)
  }
  switch (block.type) {
    case 'RSA PRIVATE KEY':
      return read(block, 'pkcs1', 'parsing RSA private key from PEM')
    case 'EC PRIVATE KEY':
      return read(block, 'sec1', 'parsing EC private key from PEM')
    case 'DSA PRIVATE KEY':
      return readDsa(block)
    default:
      throw new PkiError(`invalid private key type ${block.type}`)
  }
}

/** Why the bytes are wrong is OpenSSL's opinion and not Go's; the words before the colon are sprig's. */
function read(block: PemBlock, type: 'pkcs1' | 'pkcs8' | 'sec1', complaint: string): PrivateKey {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: Buffer.from(block.bytes), format: 'der', type })
  } catch (error) {
    throw new PkiError(`${complaint}: ${error instanceof Error ? error.message : String(error)}`)
  }
  const kind = key.asymmetricKeyType
  if (kind !== 'rsa' && kind !== 'ec' && kind !== 'ed25519') {
    throw new PkiError(
      `${complaint}: x509: PKCS#8 wrapping contained private key with unknown algorithm: ${kind}`,
    )
  }
  return { kind, key, block: blockOf(key, kind) }
}

function readDsa(block: PemBlock): PrivateKey {
  try {
    if (der.readSequence(block.bytes).length >= 6) return { kind: 'dsa', key: undefined, block }
  } catch (error) {
    if (!(error instanceof der.DerError)) throw error
    throw new PkiError(`parsing DSA private key from PEM: ${error.message}`)
  }
  throw new PkiError('parsing DSA private key from PEM: asn1: syntax error: sequence truncated')
}

/** Every kind in the one form that sprig writes it in. */
function blockOf(key: KeyObject, kind: 'rsa' | 'ec' | 'ed25519'): PemBlock {
  if (kind === 'rsa') return { type: 'RSA PRIVATE KEY', bytes: key.export({ format: 'der', type: 'pkcs1' }) }
  if (kind === 'ec') return { type: 'EC PRIVATE KEY', bytes: key.export({ format: 'der', type: 'sec1' }) }
  return { type: 'PRIVATE KEY', bytes: key.export({ format: 'der', type: 'pkcs8' }) }
}

export function privateKeyPem(key: PrivateKey): string {
  return encodePem(key.block)
}

/** SubjectPublicKeyInfo. Throws `PkiError` for DSA. */
export function publicKeyInfo(key: PrivateKey): Uint8Array {
  if (key.key === undefined) throw new PkiError('x509: unsupported public key type: *dsa.PublicKey')
  return createPublicKey(key.key).export({ format: 'der', type: 'spki' })
}

/** The algorithm by which a key signs, as certificates name it. Throws `PkiError` for DSA. */
export function signatureAlgorithm({ kind, key }: PrivateKey): {
  readonly digest: string | null
  readonly identifier: Uint8Array
} {
  if (key === undefined) throw new PkiError('x509: certificate private key does not implement crypto.Signer')
  if (kind === 'rsa') {
    return { digest: 'sha256', identifier: der.sequence(der.objectId('1.2.840.113549.1.1.11'), der.nothing) }
  }
  if (kind === 'ed25519') return { digest: null, identifier: der.sequence(der.objectId('1.3.101.112')) }
  const [digest, number] = ecDigest(key.asymmetricKeyDetails?.namedCurve)
  return { digest, identifier: der.sequence(der.objectId(`1.2.840.10045.4.3.${number}`)) }
}

/** The larger the curve, the longer the hash (x509.go, signingParamsForKey). */
function ecDigest(curve: string | undefined): [string, number] {
  if (curve === 'secp384r1') return ['sha384', 3]
  return curve === 'secp521r1' ? ['sha512', 4] : ['sha256', 2]
}

/**
 * Signs bytes. With RSA and Ed25519 the same bytes have the same signature; with ECDSA node:crypto draws a number of
 * its own, so that no seed repeats it.
 */
export function signBytes(bytes: Uint8Array, key: PrivateKey): Uint8Array {
  if (key.key === undefined)
    throw new PkiError('x509: certificate private key does not implement crypto.Signer')
  return sign(signatureAlgorithm(key).digest, bytes, key.key)
}
