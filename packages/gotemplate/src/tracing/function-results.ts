/** Table: what is known of the results of functions, better than that all their arguments went into them. */
import { formatValue } from '../format.ts'
import { isTruthy } from '../truth.ts'
import type { GoValue } from '../value.ts'
import { noPaths, type Paths, union } from './paths.ts'
import { alignPieces, type Mark, nowhere, type Piece } from './piece.ts'
import { piecesOf, Traced, untraced } from './traced.ts'
import type { ValuePaths } from './value-paths.ts'
import { yamlPaths } from './yaml-paths.ts'

type ResultTracer = (args: readonly GoValue[], result: GoValue, values: ValuePaths) => GoValue

/** By name of the function; a name that is not here is computed from all its arguments. */
export const resultTracers: Readonly<Record<string, ResultTracer | undefined>> = Object.assign(
  Object.create(null) as Record<string, ResultTracer>,
  named(['default'], traceDefault),
  named(['ternary'], traceTernary),
  named(['coalesce'], traceCoalesce),
  named(['required'], (args, result, values) =>
    withPaths(args[1] ?? null, result, values.of(args[1] ?? null), values),
  ),
  named(['index'], (args, result, values) => traceIndex(args[0] ?? null, args.slice(1), result, values)),
  named(['get'], (args, result, values) => traceIndex(args[0] ?? null, args.slice(1), result, values)),
  named(['dig'], (args, result, values) =>
    traceIndex(args.at(-1) ?? null, args.slice(0, -2), result, values),
  ),
  named(['hasKey'], traceHasKey),
  named(['first', 'mustFirst'], (args, result, values) => traceIndex(args[0] ?? null, [0n], result, values)),
  named(['last', 'mustLast'], traceLast),
  named(['dict'], traceDict),
  named(['list', 'tuple'], traceList),
  named(['set'], traceSet),
  named(['deepCopy', 'mustDeepCopy'], traceCopy),
  named(
    [
      'indent',
      'nindent',
      'trim',
      'trimAll',
      'trimPrefix',
      'trimSuffix',
      'quote',
      'squote',
      'print',
      'printf',
      'cat',
      'trunc',
    ],
    traceText,
  ),
  named(['replace', 'upper', 'lower', 'toString', 'join'], traceText),
  named(['toYaml', 'mustToYaml', 'toYamlPretty'], traceYaml),
)

function named(names: readonly string[], tracer: ResultTracer): Record<string, ResultTracer> {
  return Object.fromEntries(names.map((name) => [name, tracer]))
}

/** The result with paths; with the pieces of the argument that it is, if it is one. */
function withPaths(arg: GoValue, result: GoValue, paths: Paths, values: ValuePaths): GoValue {
  if (values.pathOf(result) !== undefined && paths.length === 0) return result
  const pieces = untraced(arg) === result ? piecesOf(arg) : undefined
  return paths.length === 0 && pieces === undefined ? result : new Traced(result, paths, pieces)
}

/** Only an empty value makes the result depend on the default; the value is always looked at. */
function traceDefault(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  const [fallback = null, value = null] = args
  if (isTruthy(untraced(value))) return withPaths(value, result, values.of(value), values)
  return withPaths(fallback, result, union(values.of(value), values.of(fallback)), values)
}

function traceTernary(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  const [whenTrue = null, whenFalse = null, condition = null] = args
  const chosen = untraced(condition) === true ? whenTrue : whenFalse
  return withPaths(chosen, result, union(values.of(condition), values.of(chosen)), values)
}

function traceCoalesce(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  let paths = noPaths
  for (const arg of args) {
    paths = union(paths, values.of(arg))
    if (isTruthy(untraced(arg))) return withPaths(arg, result, paths, values)
  }
  return withPaths(null, result, paths, values)
}

/** Follows the keys from a container to the result. The keys, if they were computed, count too. */
function traceIndex(
  container: GoValue,
  keys: readonly GoValue[],
  result: GoValue,
  values: ValuePaths,
): GoValue {
  let at = container
  let paths = noPaths
  keys.forEach((key, i) => {
    const raw = untraced(key)
    const name = typeof raw === 'bigint' ? Number(raw) : formatValue(raw)
    paths = union(paths, values.of(key))
    at = values.child(at, name, i === keys.length - 1 ? result : step(untraced(at), name))
  })
  return paths.length === 0 ? at : new Traced(untraced(at), union(values.of(at), paths))
}

function step(container: GoValue, key: string | number): GoValue {
  if (container instanceof Map) return (container as ReadonlyMap<string, GoValue>).get(String(key)) ?? null
  return Array.isArray(container) && typeof key === 'number'
    ? ((container[key] as GoValue | undefined) ?? null)
    : null
}

function traceHasKey(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  return traceIndex(args[0] ?? null, args.slice(1), result, values)
}

function traceLast(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  const list = untraced(args[0] ?? null)
  const last = Array.isArray(list) ? BigInt(Math.max(0, list.length - 1)) : 0n
  return traceIndex(args[0] ?? null, [last], result, values)
}

function traceDict(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  for (let i = 0; i + 1 < args.length; i += 2) {
    values.noteEntry(result, formatValue(untraced(args[i] ?? null)), args[i + 1] ?? null)
  }
  return result
}

function traceList(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  args.forEach((arg, index) => {
    values.noteEntry(result, index, arg)
  })
  return result
}

function traceSet(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  const [map = null, key = null, value = null] = args
  values.noteEntry(result, formatValue(untraced(key)), value)
  return map instanceof Traced ? new Traced(result, map.paths) : result
}

/** A copy has the paths of what it copies, key by key. */
function traceCopy(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  const path = values.pathOf(untraced(args[0] ?? null))
  if (path !== undefined) values.register(result, path)
  return path === undefined ? withPaths(null, result, values.of(args[0] ?? null), values) : result
}

/** A text made of its arguments: pieces of templates in them are found again in the result. */
function traceText(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  if (typeof result === 'string' && args.some((arg) => arg instanceof Traced && arg.hasPieces)) {
    const paths = () => pathsOfAll(args, values)
    return new Traced(result, paths, () => foundPieces(args, result))
  }
  const paths = pathsOfAll(args, values)
  return paths.length === 0 ? result : new Traced(result, paths)
}

function foundPieces(args: readonly GoValue[], result: string): readonly Piece[] {
  const pieces: Piece[] = []
  for (const arg of args) {
    if (!(arg instanceof Traced) || typeof arg.value !== 'string') continue
    pieces.push(...alignPieces(arg.value, arg.pieces, result, pieces.at(-1)?.end ?? 0))
  }
  return pieces
}

function pathsOfAll(args: readonly GoValue[], values: ValuePaths): Paths {
  let paths = noPaths
  for (const arg of args) paths = union(paths, values.of(arg))
  return paths
}

/** Each line of YAML with the path of the value that it writes. */
function traceYaml(args: readonly GoValue[], result: GoValue, values: ValuePaths): GoValue {
  const value = args[0] ?? null
  const base = values.pathOf(untraced(value))
  if (base === undefined || typeof result !== 'string')
    return withPaths(null, result, values.of(value), values)
  return new Traced(result, [base], () => yamlPieces(result, base))
}

/** Pieces whose marks say only the path: where they stand is filled in when they are written. */
function yamlPieces(text: string, base: string): Piece[] {
  return yamlPaths(text, base).map(({ start, end, path }) => ({
    start,
    end,
    mark: pathMark(path),
    at: undefined,
  }))
}

const noSource = { name: '', text: '' }

function pathMark(path: string): Mark {
  return { source: noSource, at: nowhere, frame: undefined, guard: undefined, paths: [path] }
}
