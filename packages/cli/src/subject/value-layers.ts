import { resolve } from 'node:path'
import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import { defaultChartLimits, parseLimits, type ValueLayer } from '@seaworthy/helm'
import type { RenderFlags } from '../flags.ts'
import { fetchText, isAddress } from './fetch-text.ts'
import { readBounded } from './read-bounded.ts'

/** A values file as it was read; standard input can be read only once. */
export interface ValuesText {
  readonly file: string
  readonly text: string
}

/**
 * Reads the values files that the flags name, addresses included, in their order, and what addresses `--set-file` names. Everything
 * that is wrong is reported at once; the words are those of Go, and so of Helm.
 * @throws DiagnosticError `values-file-not-found`, `fetch-failed`, `limit-values`
 */
export async function readValuesFiles(cwd: string, flags: RenderFlags): Promise<ValuesText[]> {
  const { values } = flags
  const maximum = mostBytes(flags)
  const wrong: Diagnostic[] = []
  const known = new Map<string, string>()
  for (const file of new Set(values)) {
    try {
      known.set(
        file,
        isAddress(file)
          ? await fetchText(file, maximum)
          : readText({ cwd, maximum, expected: 'a YAML file' }, file),
      )
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      wrong.push(...error.diagnostics)
    }
  }
  if (wrong.length > 0) throw new DiagnosticError(wrong)
  return values.map((file) => ({ file, text: known.get(file) ?? '' }))
}

/** A file that is given twice is laid twice, as in Helm; where nobody would mean that, it is refused. @throws DiagnosticError */
export function refuseGivenTwice(cwd: string, { values }: RenderFlags): void {
  const wrong = givenTwice(cwd, values)
  if (wrong.length > 0) throw new DiagnosticError(wrong)
}

/** The layers of values in the order in which Helm takes them: files, then flags. */
export function valueLayers(
  cwd: string,
  flags: RenderFlags,
  files: readonly ValuesText[],
  fetched: ReadonlyMap<string, string> = new Map(),
): ValueLayer[] {
  const maximum = mostBytes(flags)
  const readFile = (path: string) => fetched.get(path) ?? readSetFile(cwd, path, maximum)
  return [
    ...files.map(({ file, text }): ValueLayer => ({ kind: 'file', file, text })),
    ...flags.set.map((expression): ValueLayer => ({ kind: 'set', expression })),
    ...flags.setString.map((expression): ValueLayer => ({ kind: 'set-string', expression })),
    ...flags.setJson.map((expression): ValueLayer => ({ kind: 'set-json', expression })),
    ...flags.setFile.map((expression): ValueLayer => ({ kind: 'set-file', expression, readFile })),
    ...flags.setLiteral.map((expression): ValueLayer => ({ kind: 'set-literal', expression })),
  ]
}

/** What the addresses in `--set-file` hold: values are laid without waiting, so they are fetched before. */
export async function fetchSetFiles(flags: RenderFlags): Promise<ReadonlyMap<string, string>> {
  const { setFile } = flags
  const fetched = new Map<string, string>()
  for (const [, address = ''] of setFile.join('\n').matchAll(/[=,{](https?:\/\/(?:\\.|[^,}\n\\])*)/g)) {
    const meant = address.replace(/\\(.)/g, '$1')
    fetched.set(meant, await fetchText(meant, mostBytes(flags)))
  }
  return fetched
}

function givenTwice(cwd: string, files: readonly string[]): Diagnostic[] {
  const seen = new Map<string, number>()
  const wrong: Diagnostic[] = []
  for (const [index, file] of files.entries()) {
    const first = seen.get(resolve(cwd, file))
    seen.set(resolve(cwd, file), first ?? index)
    if (first === undefined) continue
    wrong.push({
      code: 'values-file-twice',
      severity: 'error',
      message: `the values file ${file} is given twice`,
      where: { file, line: 1, column: 1 },
      found: `-f ${files[first] ?? file} as values file ${first + 1}, and again as ${index + 1}`,
      expected: 'each values file once; later files win over earlier ones',
      help: `leave out one of the two -f ${file}, or name the file that was meant`,
    })
  }
  return wrong
}

/** Bytes that a values file may have. */
function mostBytes({ limit }: RenderFlags): number {
  return parseLimits(limit).values ?? defaultChartLimits.values
}

function readSetFile(cwd: string, file: string, maximum: number): string {
  return readText({ cwd, maximum, expected: 'a text file', doing: 'failed parsing --set-file data: ' }, file)
}

interface Reading {
  readonly cwd: string
  readonly maximum: number
  readonly expected: string
  readonly doing?: string
}

/** `-` is standard input, file descriptor 0. */
function readText({ cwd, maximum, expected, doing = '' }: Reading, file: string): string {
  try {
    return readBounded(file, file.trim() === '-' ? 0 : resolve(cwd, file), maximum)
  } catch (error) {
    if (error instanceof DiagnosticError) throw error
    throw new DiagnosticError([unreadable(file, expected, doing, cwd, error)])
  }
}

/** The texts of Go's os package. */
const causes: Readonly<Record<string, readonly [does: string, cause: string]>> = {
  EISDIR: ['read', 'is a directory'],
  ENOENT: ['open', 'no such file or directory'],
  ENOTDIR: ['open', 'not a directory'],
  EACCES: ['open', 'permission denied'],
}

function unreadable(file: string, expected: string, doing: string, cwd: string, error: unknown): Diagnostic {
  const { code = '', message } = error as NodeJS.ErrnoException
  const [does, cause] = causes[code] ?? ['open', message]
  return {
    code: 'values-file-not-found',
    severity: 'error',
    message: `${doing}${does} ${file}: ${cause}`,
    where: { file, line: 1, column: 1 },
    expected,
    help: `paths are taken from ${cwd}`,
  }
}
