import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { DiagnosticError, failure } from '@seaworthy/diagnostics'
import { archiveSubject, folderSubject, type LintSubject, type LoadOptions } from '@seaworthy/helm'

/**
 * The chart at a path, a typed one compiled. An archive is shown below the folder into which Helm would unpack it.
 * @throws DiagnosticError with Helm's words where there is none
 */
export async function lintSubject(cwd: string, path: string, options: LoadOptions): Promise<LintSubject> {
  const full = resolve(cwd, path)
  if (/\.(tgz|tar\.gz)$/.test(path)) return packed(path, full, options)
  if (existsSync(join(full, 'chart.ts')) && !existsSync(join(full, 'Chart.yaml'))) {
    const { chartSource } = await import('../subject/chart-source.ts')
    return folderSubject((await chartSource(cwd, path)).path, options)
  }
  const wrong = goReason(() => statSync(join(full, 'Chart.yaml')))
  if (wrong !== undefined)
    throw lintFailure(`unable to check Chart.yaml file in chart: stat ${join(path, 'Chart.yaml')}: ${wrong}`)
  return folderSubject(full, options)
}

function packed(path: string, full: string, options: LoadOptions): LintSubject {
  let bytes = new Uint8Array()
  const wrong = goReason(() => {
    bytes = readFileSync(full)
  })
  if (wrong !== undefined) throw lintFailure(`unable to open tarball: open ${path}: ${wrong}`)
  return explaining('unable to extract tarball', () =>
    archiveSubject(bytes, join(tmpdir(), 'helm-lint0'), options),
  )
}

function explaining<T>(doing: string, use: () => T): T {
  try {
    return use()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    throw new DiagnosticError(
      error.diagnostics.map((each) => ({ ...each, message: `${doing}: ${each.message}` })),
    )
  }
}

function lintFailure(message: string) {
  return failure({ code: 'chart-not-found', message })
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
  ELOOP: 'too many levels of symbolic links',
}

/** Why the operating system refuses, in Go's words. */
function goReason(use: () => unknown): string | undefined {
  try {
    use()
    return undefined
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
    if (reason === undefined) throw error
    return reason
  }
}

/** Folders with a Chart.yaml and archives below the charts/ of a path, in the order of a walk; links are not followed. */
export function chartsBelow(cwd: string, path: string): string[] {
  const folder = join(path, 'charts')
  return existsSync(resolve(cwd, folder)) ? [...walk(cwd, folder)] : []
}

function* walk(cwd: string, path: string): Generator<string> {
  if (path.endsWith('/Chart.yaml')) yield dirname(path)
  else if (/\.(tgz|tar\.gz)$/.test(path)) yield path
  if (!lstatSync(resolve(cwd, path)).isDirectory()) return
  const names = readdirSync(resolve(cwd, path)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  for (const name of names) yield* walk(cwd, join(path, name))
}
