import { closeSync, openSync, readSync } from 'node:fs'
import { failure } from '@seaworthy/diagnostics'
import { textOf } from '@seaworthy/helm'

/** Bytes that are read at once. */
const CHUNK = 1 << 18

/**
 * The text of a file, or of standard input, which is descriptor 0: never more than `maximum` bytes, although pipes and devices do
 * not tell how much they hold.
 * @throws DiagnosticError `limit-values`, and the errors of Node's file system
 */
export function readBounded(file: string, path: string | 0, maximum: number): string {
  const descriptor = path === 0 ? 0 : openSync(path, 'r')
  try {
    return readAll(file, descriptor, maximum)
  } finally {
    if (path !== 0) closeSync(descriptor)
  }
}

function readAll(file: string, descriptor: number, maximum: number): string {
  const parts: Buffer[] = []
  for (let size = 0; ; ) {
    const part = Buffer.allocUnsafe(CHUNK)
    const length = readSync(descriptor, part)
    if (length === 0) return textOf({ name: file, data: Buffer.concat(parts) })
    size += length
    if (size > maximum) throw valuesTooLarge(file, maximum)
    parts.push(part.subarray(0, length))
  }
}

/** A values file, or what an address answers, is larger than anybody would write. */
export function valuesTooLarge(file: string, maximum: number) {
  return failure({
    code: 'limit-values',
    message: `${file} has more than ${maximum} bytes`,
    found: file,
    expected: `at most ${maximum}`,
    help: 'if it is meant: --limit values=NUMBER',
  })
}
