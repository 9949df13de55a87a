/** A block of PEM: `-----BEGIN CERTIFICATE-----`. */
export interface PemBlock {
  readonly type: string
  readonly bytes: Uint8Array
}

/** Lines of 64 characters, as Go writes them. */
export function encodePem({ type, bytes }: PemBlock): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`, ''].join('\n')
}

/** The first block, whatever stands before or after; headers are skipped. Undefined where there is none. */
export function decodePem(text: string): PemBlock | undefined {
  for (const match of text.matchAll(/(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*\n([^]*?)-----END \1-----/g)) {
    const [, type = '', body = ''] = match
    const digits = body.replace(/^[^\n]*: [^\n]*\n/gm, '').replace(/\s/g, '')
    if (/^[A-Za-z0-9+/]*={0,2}$/.test(digits) && digits.length % 4 === 0) {
      return { type, bytes: Buffer.from(digits, 'base64') }
    }
  }
  return undefined
}
