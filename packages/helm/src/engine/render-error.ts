import { type Diagnostic, DiagnosticError, didYouMean } from '@seaworthy/diagnostics'
import { type ExecutionError, goMessage, type Paths } from '@seaworthy/gotemplate'
import type { HelmVersion } from '../version.ts'
import { markedMessage } from './helm-functions.ts'

/** A parse error as Helm prints it: only what follows the last colon is kept. */
export function parseFailure(error: DiagnosticError, file: string, known: Iterable<string>): DiagnosticError {
  const [first] = error.diagnostics
  const message = goMessage(error)
  const tokens = message.split(': ')
  const last = tokens.at(-1) ?? message
  const text =
    tokens.length === 1 ? `parse error in (${file}): ${message}` : `parse error at (${tokens[1]}): ${last}`
  const unknown = /function "([^"]+)" not defined/.exec(message)?.[1]
  const help = unknown === undefined ? undefined : unknownFunctionHelp(unknown, known)
  const diagnostic: Diagnostic = {
    ...(first as Diagnostic),
    code: unknown === undefined ? 'template-parse' : 'template-function-unknown',
    message: text,
    ...(help !== undefined && { help }),
  }
  return new DiagnosticError([diagnostic])
}

function unknownFunctionHelp(name: string, known: Iterable<string>): string {
  if (name === 'env' || name === 'expandenv')
    return `Helm has no "${name}": pass the value in with --set or a values file`
  const near = didYouMean(name, known)
  return near === undefined ? 'see the list of template functions of Helm' : `did you mean "${near}"?`
}

/** An error of execution as Helm prints it (reformatExecErrorMsg): in 4 a trace where every level can be read. */
export function executionFailure(
  error: ExecutionError,
  version: HelmVersion,
  explain: (reasons: Paths) => readonly string[] = () => [],
): DiagnosticError {
  const message = goMessage(error)
  const [, location] = message.split(': ', 2)
  const marked = markedMessage(message)
  const text =
    marked !== undefined
      ? `execution error at (${location}): ${marked}`
      : version === '4.2'
        ? traced(error, message)
        : message
  const [first, ...others] = error.diagnostics
  const code = marked === undefined ? 'template-execution' : 'template-failed'
  const notes = [...(first?.notes ?? []), ...(error.reasons === undefined ? [] : explain(error.reasons))]
  const said = { ...(first as Diagnostic), code, message: text }
  return new DiagnosticError([notes.length === 0 ? said : { ...said, notes }, ...others])
}

interface Level {
  readonly location: string
  readonly message: string
  readonly executed: string
}

function traced(error: Error, whole: string): string {
  const levels: Level[] = []
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const level = readLevel(goMessage(current))
    if (level === undefined) return whole
    const before = levels.at(-1)
    const repeats =
      before?.location === level.location &&
      before.message === level.message &&
      before.executed === level.executed
    if (!repeats) levels.push(level)
  }
  return levels.map(levelText).join('').trim()
}

function levelText({ location, executed, message }: Level): string {
  const place = location === '' ? '' : `${location}\n  `
  return `${place}${executed === '' ? '' : `${executed}\n    `}${message === '' ? '' : `${message}\n`}`
}

function readLevel(message: string): Level | undefined {
  if (!message.startsWith('template: ')) return undefined
  const rest = message.slice('template: '.length)
  if (rest.startsWith('no template ')) return { location: '', executed: '', message }
  return readExecuting(rest) ?? readSimple(rest)
}

function readExecuting(rest: string): Level | undefined {
  const match = /^(.*?): executing "([^"]*)" at <(.*?)>: (.*)$/s.exec(rest)
  if (match === null) return undefined
  const [, location = '', name = '', context = '', text = ''] = match
  return { location, executed: `executing "${name}" at <${context}>:`, message: beforeNext(text) }
}

function readSimple(rest: string): Level | undefined {
  const cut = rest.lastIndexOf(': ')
  return cut === -1
    ? undefined
    : { location: rest.slice(0, cut), executed: '', message: beforeNext(rest.slice(cut + 2)) }
}

function beforeNext(text: string): string {
  const cut = text.indexOf(' template:')
  return cut === -1 ? text : text.slice(0, cut)
}
