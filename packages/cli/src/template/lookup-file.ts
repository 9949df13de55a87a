import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { failure } from '@seaworthy/diagnostics'
import type { ManifestText } from '@seaworthy/helm'

/**
 * The manifests that `--lookup-file` names: a file, or those of a folder that end in .yaml, .yml or .json, by name.
 * @throws DiagnosticError `lookup-file-not-found`
 */
export function readLookupFiles(cwd: string, paths: readonly string[]): ManifestText[] {
  return paths
    .flatMap((path) => filesAt(cwd, path))
    .map((file) => ({ file, text: readFileSync(resolve(cwd, file), 'utf8') }))
}

function filesAt(cwd: string, path: string): string[] {
  const stat = statSync(resolve(cwd, path), { throwIfNoEntry: false })
  if (stat === undefined) {
    throw failure({
      code: 'lookup-file-not-found',
      message: `open ${path}: no such file or directory`,
      found: path,
      expected: 'a file or a folder with manifests from which lookup is answered',
      help: `paths are taken from ${cwd}`,
    })
  }
  if (!stat.isDirectory()) return [path]
  const names = readdirSync(resolve(cwd, path)).filter((name) => /\.(ya?ml|json)$/.test(name))
  return names.sort().map((name) => join(path, name))
}
