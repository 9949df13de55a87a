import type { FunctionTable } from '../../function.ts'
import { define } from './define.ts'

const base = define(['string'], ([path]) => pathBase(path))
const dir = define(['string'], ([path]) => cleanPath(path.slice(0, path.lastIndexOf('/') + 1)))
const clean = define(['string'], ([path]) => cleanPath(path))
const ext = define(['string'], ([path]) => /\.[^./]*$/.exec(path)?.[0] ?? '')
const isAbs = define(['string'], ([path]) => path.startsWith('/'))

/** Go's `path`, and `filepath` as it is on Linux, where Helm renders the same. */
export const pathFunctions: FunctionTable = {
  base,
  dir,
  clean,
  ext,
  isAbs,
  osBase: base,
  osDir: dir,
  osClean: clean,
  osExt: ext,
  osIsAbs: isAbs,
}

/** `path.Base`: the last element; "." for nothing, "/" for slashes alone. */
function pathBase(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** `path.Clean`: no empty, "." or inner ".." elements. */
function cleanPath(path: string): string {
  const rooted = path.startsWith('/')
  const kept: string[] = []
  for (const element of path.split('/')) {
    if (element === '' || element === '.') continue
    if (element !== '..') kept.push(element)
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop()
    else if (!rooted) kept.push('..')
  }
  const joined = kept.join('/')
  if (rooted) return `/${joined}`
  return joined === '' ? '.' : joined
}
