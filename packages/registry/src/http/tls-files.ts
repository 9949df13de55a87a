import { readFileSync } from 'node:fs'
import type { SecureContextOptions } from 'node:tls'
import { registryFailure } from '../failure.ts'

/** The flags of TLS, as helm has them. Empty paths are not given. */
export interface TlsFiles {
  readonly caFile: string
  readonly certFile: string
  readonly keyFile: string
  readonly insecureSkipTlsVerify: boolean
}

export const noTls: TlsFiles = { caFile: '', certFile: '', keyFile: '', insecureSkipTlsVerify: false }

export type TlsOptions = SecureContextOptions & { readonly rejectUnauthorized: boolean }

/** What Node's `tls` needs of the files. Throws with Helm's words (`internal/tlsutil/tls.go`); all unreadable files at once. */
export function tlsOptions(files: TlsFiles): TlsOptions {
  const faults: string[] = []
  const read = (path: string, words: string) => {
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const why = code === 'ENOENT' ? 'no such file or directory' : (error as Error).message
      faults.push(`${words}: ${JSON.stringify(path)}: open ${path}: ${why}`)
      return ''
    }
  }
  const pair = files.certFile !== '' || files.keyFile !== ''
  const cert = pair ? read(files.certFile, 'unable to read cert file') : ''
  const key = pair && faults.length === 0 ? read(files.keyFile, 'unable to read key file') : ''
  const ca = files.caFile === '' ? '' : read(files.caFile, "can't read CA file")
  if (ca !== '' && !ca.includes('-----BEGIN CERTIFICATE-----'))
    faults.push('failed to append certificates from pem block')
  if (faults.length > 0) {
    throw registryFailure(`can't create TLS config for client: ${faults.join('\n')}`, { code: 'tls-files' })
  }
  return {
    rejectUnauthorized: !files.insecureSkipTlsVerify,
    ...(cert === '' ? {} : { cert, key }),
    ...(ca === '' ? {} : { ca }),
  }
}
