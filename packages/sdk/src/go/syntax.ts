/** A piece of an action: an operand as it is, or a call. */
export type GoExpr = GoAtom | GoCall

export interface GoAtom {
  readonly atom: string
}

export interface GoCall {
  readonly call: string
  readonly args: readonly GoExpr[]
  /** Reads better with its last argument in front: `.Values.image.tag | quote`. */
  readonly piped?: boolean
}

export function atom(text: string): GoAtom {
  return { atom: text }
}

export function call(name: string, ...args: readonly GoExpr[]): GoCall {
  return { call: name, args }
}

/** A call whose last argument is written first, with a bar. */
export function pipe(name: string, ...args: readonly GoExpr[]): GoCall {
  return { call: name, args, piped: true }
}

export function goString(text: string): GoAtom {
  return atom(quoteGo(text))
}

/** A Go string literal; back quotes where they spare escapes. */
function quoteGo(text: string): string {
  const escaped = `"${escapeGo(text)}"`
  const raw = !/[`\r\n]/.test(text) && /["\\]/.test(text)
  return raw ? `\`${text}\`` : escaped
}

function escapeGo(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
}

/** What stands between the braces. */
export function printPipeline(expr: GoExpr): string {
  if ('atom' in expr) return expr.atom
  if (expr.piped !== true || expr.args.length === 0)
    return [expr.call, ...expr.args.map(printOperand)].join(' ')

  const subject = expr.args[expr.args.length - 1] as GoExpr
  const others = expr.args.slice(0, -1).map(printOperand)
  return `${printPipeline(subject)} | ${[expr.call, ...others].join(' ')}`
}

/** What stands as an argument: in parentheses only if it must. */
export function printOperand(expr: GoExpr): string {
  return 'atom' in expr ? expr.atom : `(${printPipeline(unpiped(expr))})`
}

/** In parentheses, one call reads better the plain way round. */
function unpiped(expr: GoCall): GoCall {
  const last = expr.args[expr.args.length - 1]
  return expr.piped === true && last !== undefined && 'atom' in last
    ? { call: expr.call, args: expr.args }
    : expr
}
