import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { namingPath } from './own-file.ts'

let written = 0

/** Writes a file so that a reader sees the old one or the new one and never half of it. Its folder is made. */
export function writeAtomically(path: string, content: string | Uint8Array, mode = 0o644): void {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true })
  const draft = join(folder, `.${basename(path)}.${process.pid}-${written++}`)
  try {
    writeFileSync(draft, content, { mode })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw namingPath(error, path)
  }
}
