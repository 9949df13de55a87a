export interface PackageDigest {
  readonly gzip: string
  readonly names: readonly string[]
  readonly tar: string
  readonly timeless: string
}

/** Header in hex, names of files, digests of the tar, as it is and without times. */
export function packageDigest(bytes: Uint8Array): PackageDigest
