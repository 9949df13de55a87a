import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { ValueLayer } from '@seaworthy/helm'
import type { RenderFlags } from '../flags.ts'

/** A values file as it was read; standard input can be read only once. */
export interface ValuesText {
  readonly file: string
  readonly text: string
}

/**
 * Reads the values files that the flags name. Everything that is wrong is reported at once.
 * @throws DiagnosticError `values-file-not-found`, `values-file-twice`
 */
export function readValuesFiles(cwd: string, { values }: RenderFlags): ValuesText[] {
  const wrong: Diagnostic[] = [...givenTwice(cwd, values)]
  const files = [...new Set(values)].flatMap((file): ValuesText[] => {
    const text = readValues(cwd, file)
    if (typeof text === 'string') return [{ file, text }]
    wrong.push(text)
    return []
  })
  if (wrong.length > 0) throw new DiagnosticError(wrong)
  return files
}

/** The layers of values in the order in which Helm takes them: files, then flags. */
export function valueLayers(cwd: string, flags: RenderFlags, files: readonly ValuesText[]): ValueLayer[] {
  const readFile = (path: string) => readSetFile(cwd, path)
  return [
    ...files.map(({ file, text }): ValueLayer => ({ kind: 'file', file, text })),
    ...flags.set.map((expression): ValueLayer => ({ kind: 'set', expression })),
    ...flags.setString.map((expression): ValueLayer => ({ kind: 'set-string', expression })),
    ...flags.setJson.map((expression): ValueLayer => ({ kind: 'set-json', expression })),
    ...flags.setFile.map((expression): ValueLayer => ({ kind: 'set-file', expression, readFile })),
    ...flags.setLiteral.map((expression): ValueLayer => ({ kind: 'set-literal', expression })),
  ]
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

function readValues(cwd: string, file: string): string | Diagnostic {
  try {
    // Standard input is file descriptor 0.
    return file === '-' ? readFileSync(0, 'utf8') : readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    return unreadable(`the values file ${file}`, file, 'a YAML file', cwd, error)
  }
}

function readSetFile(cwd: string, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new DiagnosticError([
      unreadable(`${file}, which --set-file names`, file, 'a text file', cwd, error),
    ])
  }
}

function unreadable(what: string, file: string, expected: string, cwd: string, error: unknown): Diagnostic {
  const { code = '', message } = error as NodeJS.ErrnoException
  const known: Readonly<Record<string, string>> = { EISDIR: 'it is a folder', ENOENT: 'no such file' }
  return {
    code: 'values-file-not-found',
    severity: 'error',
    message: `cannot read ${what}`,
    where: { file, line: 1, column: 1 },
    found: known[code] ?? message,
    expected,
    help: `paths are taken from ${cwd}`,
  }
}
