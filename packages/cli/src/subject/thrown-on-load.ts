import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapping, type SourceMapPayload } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DiagnosticError, failure, type Span } from '@seaworthy/diagnostics'

/** What a module threw while it was loaded, at the author's line: the first of the stack that lies in the bundle. */
export function asThrown(error: unknown, bundle: string, file: string): DiagnosticError {
  const message = error instanceof Error ? error.message : String(error)
  const name = error instanceof Error ? error.name : 'it'
  const where = placeOf(error, bundle) ?? { file, line: 1, column: 1 }
  return failure({
    code: 'typescript-chart',
    message: `${relative(process.cwd(), file)} cannot be loaded: ${message === '' ? name : message}`,
    where: { ...where, file: relative(process.cwd(), where.file) },
    found: `${name} thrown while the file was loaded`,
    help: 'correct that line, or what it reads',
  })
}

function placeOf(error: unknown, bundle: string): Span | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const map = sourceMapOf(bundle)
  const own = new Set(map?.payload.sources.map((source) => resolve(dirname(bundle), source)))
  for (const frame of stack.split('\n')) {
    const [, named = '', line, column] =
      /(?:^|[\s(])((?:file:\/\/)?\/[^\s()]*):(\d+):(\d+)\)?$/.exec(frame) ?? []
    const file = named.startsWith('file:') ? fileURLToPath(named) : named
    const [lineNumber, columnNumber] = [Number(line), Number(column)]
    // Where Node runs with --enable-source-maps the stack names the author's file already.
    if (own.has(file)) return { file, line: lineNumber, column: columnNumber }
    const entry = file === bundle ? map?.findEntry(lineNumber - 1, columnNumber - 1) : undefined
    if (entry === undefined || !isMapping(entry)) continue
    const source = resolve(dirname(bundle), entry.originalSource)
    return { file: source, line: entry.originalLine + 1, column: entry.originalColumn + 1 }
  }
  return undefined
}

/** Node gives an empty object where it finds nothing. */
function isMapping(entry: object): entry is SourceMapping {
  return 'originalSource' in entry
}

/** The bundler writes the map into the last line. */
function sourceMapOf(bundle: string): SourceMap | undefined {
  const [, encoded] =
    /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(readFileSync(bundle, 'utf8')) ?? []
  if (encoded === undefined) return undefined
  return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload)
}
