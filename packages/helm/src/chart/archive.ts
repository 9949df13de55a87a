import { posix } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ChartFile } from './chart-file.ts'
import { LoadMeter } from './load-meter.ts'
import { loadFailure } from './load-error.ts'
import { readTar, type TarEntry } from './tar.ts'

/**
 * The files of a packed chart, in the archive's order. Nothing is written to disk; names that lead out of the chart,
 * links to elsewhere and contents beyond the limits are refused.
 */
export function unpackArchive(packed: Uint8Array, meter = new LoadMeter()): readonly ChartFile[] {
  const files: ChartFile[] = []
  for (const entry of readTar(gunzip(packed, meter))) {
    if (entry.kind === 'directory') continue
    const name = insideName(entry)
    meter.file(`decompressed chart file ${JSON.stringify(entry.name)}`, entry.data.length)
    files.push({ name, data: withoutBom(entry.data), modifiedSeconds: entry.modifiedSeconds })
  }
  if (files.length === 0) throw archiveFailure('no files in chart archive')
  return files
}

function archiveFailure(message: string) {
  return loadFailure(message, { code: 'chart-archive' })
}

/** For headers and padding, besides the files themselves. */
const room = 32 * 1024 * 1024

function gunzip(packed: Uint8Array, meter: LoadMeter): Uint8Array {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) throw archiveFailure('gzip: invalid header')
  try {
    return gunzipSync(packed, { maxOutputLength: meter.limits.chart + room })
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw meter.chartTooLarge()
    throw loadFailure(goWords(code, message), { code: 'chart-archive', notes: [message] })
  }
}

/** The words of Go's `compress/gzip` for a fault that zlib found. */
function goWords(code: string, message: string): string {
  if (code === 'Z_BUF_ERROR') return 'unexpected EOF'
  if (/header|method/.test(message)) return 'gzip: invalid header'
  return /^incorrect (data|length) check/.test(message) ? 'gzip: invalid checksum' : 'flate: corrupt input'
}

/** The name below the archive's first folder, whatever that is called. */
function insideName({ name: written, kind }: TarEntry): string {
  const delimiter = written.includes('\\') ? '\\' : '/'
  const parts = written.split(delimiter)
  const joined = parts.slice(1).join('/')
  if (joined.startsWith('/')) throw archiveFailure('chart illegally contains absolute paths')
  const name = posix.normalize(joined)
  if (name === '.')
    throw archiveFailure(
      `chart illegally contains content outside the base directory: ${JSON.stringify(written)}`,
    )
  if (name.startsWith('..')) throw archiveFailure('chart illegally references parent directory')
  if (/^[a-zA-Z]:\//.test(name)) throw archiveFailure('chart contains illegally named files')
  if (parts[0] === 'Chart.yaml') throw archiveFailure('chart yaml not in base directory')
  if (kind !== 'file') throw archiveFailure(`the chart archive holds a link or special file: ${written}`)
  return name
}

export function withoutBom(data: Uint8Array): Uint8Array {
  return data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? data.subarray(3) : data
}
