import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Io } from './io.ts'
import { runCli } from './run-cli.ts'

/** Charts and values files for tests of the command. */
export const testdata = join(import.meta.dirname, '../testdata')

/** What a user sees of one call. */
export interface Screen {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** Runs a command line as if typed in `testdata`, on a terminal of 100 columns without colour. */
export async function run(args: readonly string[], more: Partial<Io> = {}): Promise<Screen> {
  let out = ''
  let err = ''
  const io: Io = {
    out: (text) => (out += text),
    err: (text) => (err += text),
    cwd: testdata,
    live: false,
    colour: false,
    width: 100,
    debug: false,
    ...more,
  }
  const status = await runCli(args, io)
  return { status, out, err }
}

/** A folder of its own with these files in it; the path of the folder. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
