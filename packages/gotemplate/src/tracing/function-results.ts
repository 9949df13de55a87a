/** Table: what is known of the results of functions, better than that all their arguments went into them. */
import { formatValue } from '../format.ts'
import { isTruthy } from '../truth.ts'
import type { GoValue } from '../value.ts'
import { alignPieces } from './align-pieces.ts'
import { containerResults } from './container-results.ts'
import { itemAt, type Key } from './container.ts'
import { both, decided, type Dependence, Late } from './dependence.ts'
import type { Piece, PieceSource } from './piece.ts'
import { depending, Traced, untraced } from './traced.ts'
import { argument, computed, dependenceOfAll, type TracedCall } from './traced-call.ts'

export type ResultTracer = (call: TracedCall, result: GoValue) => GoValue

/** By name of the function; a name that is not here is computed from all its arguments. */
export const resultTracers: Readonly<Record<string, ResultTracer | undefined>> = Object.assign(
  Object.create(null) as Record<string, ResultTracer>,
  containerResults,
  named(['default'], traceDefault),
  named(['ternary'], traceTernary),
  named(['coalesce'], traceCoalesce),
  named(['required'], (call) => argument(call, 1)),
  named(['index', 'get'], (call, result) => traceIndex(call, call.args.slice(1), result)),
  named(['dig'], traceDig),
  named(['hasKey'], traceHasKey),
  named(['first', 'mustFirst'], (call, result) => traceIndex(call, [0n], result)),
  named(['last', 'mustLast'], traceLast),
  named(['len', 'not', 'empty', 'kindOf', 'kindIs', 'typeOf', 'typeIs', 'typeIsLike'], traceShape),
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
      'println',
      'printf',
      'cat',
      'trunc',
      'replace',
      'upper',
      'lower',
      'toString',
      'join',
    ],
    traceText,
  ),
)

function named(names: readonly string[], tracer: ResultTracer): Record<string, ResultTracer> {
  return Object.fromEntries(names.map((name) => [name, tracer]))
}

/** Only an empty value makes the result depend on the default. */
function traceDefault(call: TracedCall): GoValue {
  const value = argument(call, 1)
  if (isTruthy(untraced(value))) return value
  return depending(argument(call, 0), decided(call.origins.of(value, 'shape')))
}

function traceTernary(call: TracedCall): GoValue {
  const condition = argument(call, 2)
  const chosen = argument(call, untraced(condition) === true ? 0 : 1)
  return depending(chosen, decided(call.origins.of(condition, 'shape')))
}

function traceCoalesce({ args, origins }: TracedCall): GoValue {
  let skipped: Dependence
  for (const arg of args) {
    if (isTruthy(untraced(arg))) return depending(arg, skipped)
    skipped = both(skipped, decided(origins.of(arg, 'shape')))
  }
  return depending(null, skipped)
}

/** Follows the keys from a container to the result. The keys, if they were computed, decide which it is. */
function traceIndex(call: TracedCall, keys: readonly GoValue[], result: GoValue): GoValue {
  const { origins } = call
  let at = argument(call, 0)
  let chosen: Dependence
  for (const [i, key] of keys.entries()) {
    const name = keyOf(key)
    chosen = both(chosen, decided(origins.of(key, 'whole')))
    at = origins.child(at, name, i === keys.length - 1 ? result : itemAt(untraced(at), name))
  }
  return depending(at, chosen)
}

function keyOf(key: GoValue): Key {
  const raw = untraced(key)
  return typeof raw === 'bigint' ? Number(raw) : formatValue(raw)
}

function traceLast(call: TracedCall, result: GoValue): GoValue {
  const list = untraced(argument(call, 0))
  const last = Array.isArray(list) ? BigInt(Math.max(0, list.length - 1)) : 0n
  return traceIndex(call, [last], result)
}

/** Where a key is missing, the default: what is not there decided. */
function traceDig(call: TracedCall, result: GoValue): GoValue {
  const { origins } = call
  let at = argument(call, -1)
  for (const key of call.args.slice(0, -2)) {
    const name = formatValue(untraced(key))
    const map = untraced(at)
    const isThere = map instanceof Map && map.has(name)
    at = origins.child(at, name, isThere ? itemAt(map, name) : null)
    if (!isThere) return depending(argument(call, -2), decided(origins.of(at, 'shape')))
  }
  return untraced(at) === result ? at : computed(call, result)
}

function traceHasKey(call: TracedCall, result: GoValue): GoValue {
  const { origins } = call
  const key = argument(call, 1)
  const map = argument(call, 0)
  const name = formatValue(untraced(key))
  const item = origins.child(map, name, itemAt(untraced(map), name))
  return depending(result, decided(both(origins.of(item, 'shape'), origins.of(key, 'whole'))))
}

/** Of maps and lists it looks only whether they are empty, how long they are or that they are such. */
function traceShape({ args, origins }: TracedCall, result: GoValue): GoValue {
  let all: Dependence
  for (const arg of args) all = both(all, origins.of(arg, 'shape'))
  return depending(result, typeof result === 'bigint' ? all : decided(all))
}

/** A text made of its arguments: pieces of templates in them are found again in the result. */
function traceText(call: TracedCall, result: GoValue): GoValue {
  if (typeof result !== 'string' || !call.args.some((arg) => arg instanceof Traced && arg.hasPieces))
    return computed(call, result)
  const made = new TextOfTexts(call, result)
  return new Traced(result, made, made)
}

/** What is known of a text that was made of others, if somebody asks. */
class TextOfTexts extends Late implements PieceSource {
  private readonly call: TracedCall
  private readonly text: string
  private aligned: readonly Piece[] | undefined = undefined

  constructor(call: TracedCall, text: string) {
    super()
    this.call = call
    this.text = text
  }

  pieces(): readonly Piece[] {
    this.aligned ??= foundPieces(this.call.args, this.text)
    return this.aligned
  }

  protected override search(): Dependence {
    return dependenceOfAll(this.call)
  }
}

function foundPieces(args: readonly GoValue[], result: string): readonly Piece[] {
  const pieces: Piece[] = []
  for (const arg of args) {
    if (!(arg instanceof Traced) || typeof arg.value !== 'string') continue
    pieces.push(...alignPieces(arg.value, arg.pieces, result, pieces.at(-1)?.end ?? 0))
  }
  return pieces
}
