import { writeSync } from 'node:fs'

/** UTF-16 units that are encoded and written at once: a manifest of megabytes needs no second copy of itself. */
const CHUNK = 1 << 18

/**
 * Writes a text to standard output (1) or standard error (2) and returns when all of it has been taken. Node's own streams are
 * asked only where they are needed: loading them takes a tenth of a short command. Where nothing can be written the program ends.
 */
export function writeTo(descriptor: 1 | 2, text: string): void {
  // The console of Windows wants UTF-16.
  if (process.platform === 'win32') return writeLater(descriptor, text)
  for (let at = 0; at < text.length; ) {
    const end = chunkEnd(text, at)
    const rest = writeAll(descriptor, Buffer.from(text.slice(at, end)))
    at = end
    if (rest === undefined) continue
    writeLater(descriptor, rest)
    if (at < text.length) writeLater(descriptor, text.slice(at))
    return
  }
}

/** By Node's stream, which waits for a reader that is slow; the process ends when it has taken everything. */
function writeLater(descriptor: 1 | 2, data: string | Uint8Array): void {
  const stream = descriptor === 1 ? process.stdout : process.stderr
  if (stream.listenerCount('error') === 0) stream.on('error', endOfOutput)
  stream.write(data)
}

/** A reader that has seen enough, as in `seaworthy template … | head`, is no error. */
function endOfOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit()
  process.stderr.write(`error[output]: cannot write the answer: ${error.message}\n`)
  // An error of input or output, as `sysexits.h` has it.
  process.exit(74)
}

/** Never between the two halves of a surrogate pair. */
function chunkEnd(text: string, from: number): number {
  const end = Math.min(from + CHUNK, text.length)
  const last = text.charCodeAt(end - 1)
  return end < text.length && last >= 0xd800 && last < 0xdc00 ? end - 1 : end
}

/** What is left over when the other side of a pipe that does not block has enough for now. */
function writeAll(descriptor: number, bytes: Buffer): Buffer | undefined {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const failed = error as NodeJS.ErrnoException
      if (failed.code === 'EAGAIN') return bytes.subarray(at)
      endOfOutput(failed)
    }
  }
  return undefined
}
