import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'

/**
 * The output with what its certificates and keys say in place of what is drawn for them: subject, issuer, names,
 * validity, uses, and the kind of key. Plain ones and those in base64. Those that every run has are left as they are.
 */
export function withCertificatesRead(output: string, runs: readonly string[]): string {
  return output.replaceAll(pemOrPacked, (found) => {
    if (runs.every((run) => run.includes(found))) return found
    if (!found.startsWith('LS0')) return described(found)
    const text = Buffer.from(found, 'base64').toString()
    return `base64 of ${text.replaceAll(pem, described).replaceAll('\n', '\\n')}`
  })
}

const pem = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g
const pemOrPacked = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----|LS0tLS1CRUdJTi[A-Za-z0-9+/]+={0,2}/g

/** In YAML the lines of a block are indented, and in quotes they are written with escapes. */
function described(written: string): string {
  const block = written.replaceAll('\\n', '\n').replaceAll(/^[ \t]+/gm, '')
  const [, label = ''] = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(block) ?? []
  try {
    if (label === 'CERTIFICATE') return `<${certificate(new X509Certificate(block))}>`
    if (label.endsWith('PRIVATE KEY')) return `<${label} ${keyKind(createPrivateKey(block))}>`
    if (label.endsWith('PUBLIC KEY')) return `<${label} ${keyKind(createPublicKey(block))}>`
  } catch (error) {
    return `<${label} that cannot be read: ${(error as Error).message}>`
  }
  return written
}

function certificate(parsed: X509Certificate): string {
  const seconds = (Date.parse(parsed.validTo) - Date.parse(parsed.validFrom)) / 1000
  return [
    `certificate of ${parsed.subject}`,
    `issuer ${parsed.issuer}`,
    `names ${parsed.subjectAltName ?? 'none'}`,
    `authority ${parsed.ca}`,
    `uses ${parsed.keyUsage?.join(' ') ?? 'any'}`,
    `valid for ${seconds} s`,
    keyKind(parsed.publicKey),
  ]
    .join(', ')
    .replaceAll('\n', ' ')
}

function keyKind({ asymmetricKeyType, asymmetricKeyDetails }: X509Certificate['publicKey']): string {
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {}
  return `${asymmetricKeyType ?? 'unknown'} ${modulusLength ?? namedCurve ?? ''}`.trim()
}
