import { failure } from '@seaworthy/diagnostics'

/** A step of a written path: a key, a number in brackets, or a bare word in brackets, which names an item of a list. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'word'; readonly word: string }

/**
 * Reads a path as kubectl's jsonpath and Helm's --set write them: `a.b[0]`, `a['b/c']`, `a["b"]`, `a\.b`, `a[web]`; a dot
 * at the beginning, `$`, `{` and `}` around it are passed over. Throws a `DiagnosticError` that shows the place at fault;
 * `what` is how messages call the path.
 */
export function parsePath(text: string, what: string): PathStep[] {
  const inner = /^\{(.*)\}$/s.exec(text)?.[1] ?? text
  const source = inner.replace(/^\$?\.?(?=.)/s, '')
  const steps: PathStep[] = []
  let at = 0
  while (at < source.length) {
    const next = source[at] === '[' ? bracket(source, at) : key(source, at)
    if (next === undefined) throw invalid(source, at, what)
    steps.push(next.step)
    at = next.end
    if (source[at] === '.' && at + 1 < source.length) at++
    else if (at < source.length && source[at] !== '[') throw invalid(source, at, what)
  }
  return steps
}

interface ReadStep {
  readonly step: PathStep
  readonly end: number
}

function key(source: string, from: number): ReadStep | undefined {
  const match = /^(?:\\.|[^.[\]\\])+/s.exec(source.slice(from))
  if (match === null) return undefined
  return { step: { kind: 'key', key: match[0].replace(/\\(.)/gs, '$1') }, end: from + match[0].length }
}

function bracket(source: string, from: number): ReadStep | undefined {
  const match = /^\[(?:(\d+)|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([^\]"'[]+))\]/s.exec(source.slice(from))
  if (match === null) return undefined
  const [all, index, double, single, word] = match
  const end = from + all.length
  if (index !== undefined) return { step: { kind: 'index', index: Number(index) }, end }
  const quoted = double ?? single
  if (quoted !== undefined) return { step: { kind: 'key', key: quoted.replace(/\\(.)/gs, '$1') }, end }
  return { step: { kind: 'word', word: word ?? '' }, end }
}

function invalid(source: string, at: number, what: string) {
  return failure({
    code: 'path-invalid',
    message: `${source} is no ${what}`,
    where: { file: what, line: 1, column: at + 1 },
    source,
    expected: `a path such as a.b[0].c, a['b.c'] or a.b\\.c`,
    help: 'quote the path for your shell: brackets, quotes and backslashes mean something to it',
  })
}

/** A path as people write it: `a.b`, `a[0]`, and `a["b.c"]` for a key that would not read as one. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (!/^[\w-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

/** A path that `formatPath` or the tracing engine wrote, as steps into a value. */
export function readPath(text: string): (string | number)[] {
  return parsePath(text, 'values path').map((step) => {
    if (step.kind === 'index') return step.index
    return step.kind === 'key' ? step.key : step.word
  })
}
