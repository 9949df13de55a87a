import { readFileSync } from 'node:fs'

/** A file of Helm's or Docker's own; undefined where there is none. What the system says else names the file, as it does not always do. */
export function ownFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw namingPath(error, path)
  }
}

export function ownText(path: string): string | undefined {
  const bytes = ownFile(path)
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')
}

/** An error of the system, of the path that the user knows rather than a draft's or none. */
export function namingPath(error: unknown, path: string): unknown {
  return error instanceof Error && 'syscall' in error ? Object.assign(error, { path }) : error
}
