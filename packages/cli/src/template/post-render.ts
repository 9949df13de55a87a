import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import type { HelmVersion } from '@seaworthy/helm'

/**
 * The program that `--post-renderer` names, as a function from manifests to manifests (Helm 3, `pkg/postrender/exec.go`). Helm 4
 * takes the name of one of its plugins instead, and formats what goes in and out with kyaml; that is not here, and is said so.
 *
 * It may answer `maximum` bytes.
 * @throws DiagnosticError `post-renderer`, when it cannot be found, and later when it fails
 */
export function postRenderer(
  cwd: string,
  program: string,
  args: readonly string[],
  { helmVersion, maximum }: { readonly helmVersion: HelmVersion; readonly maximum: number },
): (manifests: string) => string {
  if (helmVersion === '4.2') throw pluginFailure(program)
  const path = executable(cwd, program)
  return (manifests) => {
    const { status, error, stdout, stderr, signal } = spawnSync(path, args, {
      cwd,
      input: manifests,
      maxBuffer: maximum,
      encoding: 'utf8',
    })
    if (error !== undefined && 'code' in error && error.code === 'ENOBUFS')
      throw answerTooLarge(path, maximum)
    // A program that ends before it has read everything is no error in itself.
    const isOver = error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE'
    if (status === 0 && isOver) return stdout
    const ended = signal === null ? `exit status ${status}` : `signal: ${signal}`
    const cause = isOver ? ended : error.message
    throw failure({
      code: 'post-renderer',
      message: `error while running post render on files: error while running command ${path}. error output:\n${stderr}: ${cause}`,
      found: cause,
      expected: 'a program that reads manifests, prints manifests and ends with 0',
    })
  }
}

function answerTooLarge(program: string, maximum: number) {
  return failure({
    code: 'limit-output',
    message: `the post-renderer ${program} printed more than ${maximum} bytes`,
    found: program,
    expected: `at most ${maximum}`,
    help: 'if it is meant: --limit output=NUMBER',
  })
}

function pluginFailure(program: string) {
  return failure({
    code: 'post-renderer',
    message: `invalid argument ${JSON.stringify(program)} for "--post-renderer" flag: plugin: {Name:${program} Type:postrenderer/v1} not found`,
    found: program,
    expected: 'no post-renderer: those of Helm 4 are plugins of Helm, which this command does not run',
    help: `pipe the manifests through it: seaworthy template … | ${program}; or --helm-version 3.21, which takes programs`,
  })
}

/** As Go's exec.LookPath: names without a slash are looked for in PATH. */
function executable(cwd: string, program: string): string {
  const folders = program.includes('/') ? [''] : (process.env['PATH'] ?? '').split(delimiter)
  const candidates = folders.map((folder) =>
    isAbsolute(program) ? program : resolve(cwd, join(folder, program)),
  )
  const found = candidates.find(isExecutable)
  if (found !== undefined) return found
  const cause = program.includes('/')
    ? `stat ${program}: no such file or directory`
    : 'executable file not found in $PATH'
  throw failure({
    code: 'post-renderer',
    message: `invalid argument ${JSON.stringify(program)} for "--post-renderer" flag: unable to find binary at ${program}: exec: ${JSON.stringify(program)}: ${cause}`,
    found: program,
    expected: 'a program that may be executed, by its path or in PATH',
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    // Why it cannot be executed makes no difference to who looks for one that can.
    return false
  }
}
