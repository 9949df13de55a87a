import type {
  ChangeCause,
  FieldDiff,
  HelmQuirk,
  ObjectDiff,
  ObjectId,
  TextDiff,
  UsedValue,
} from '@seaworthy/helm'
import { objectText, settingPlace, short } from './explain-text.ts'
import { lineDiff } from './line-diff.ts'
import { type SharedChange, sharedChanges } from './shared-changes.ts'
import { shortPair } from './short-pair.ts'
import { type Paint, wrap } from './style.ts'
import { plural } from './value-text.ts'

export interface DiffOptions {
  readonly width: number
  readonly paint: Paint
  /** How the two sides are called where a cause names one. */
  readonly sides: readonly [before: string, after: string]
}

/** Objects that differ, each field with its causes, and a summary. */
export function diffText(
  objects: readonly ObjectDiff[],
  text: TextDiff | undefined,
  options: DiffOptions,
): string {
  const { paint, sides } = options
  const head = [`${paint('red', `- ${sides[0]}`)}`, `${paint('green', `+ ${sides[1]}`)}`]
  const { shared, own } = sharedChanges(objects)
  const body = [
    ...sharedLines(shared, options),
    ...own.flatMap((each) => ['', ...objectLines(each, options)]),
  ]
  const below = text === undefined ? [] : textLines(text, options)
  return `${[...head, ...body, ...below, '', summary(objects, text, paint)].join('\n')}\n`
}

/** What many objects have alike is told once. */
function sharedLines(shared: readonly SharedChange[], options: DiffOptions): string[] {
  const { paint, width } = options
  return shared.flatMap(({ fields, objects }) => {
    const head = `${objects.length} objects alike: ${listed(objects)}`
    return [
      '',
      `${paint('yellow', '~')} ${paint('bold', wrap(head, width - 2, '  '))}`,
      ...fields.flatMap((field) => fieldLines(field, options)),
    ]
  })
}

function listed(objects: readonly ObjectId[]): string {
  const names = objects.slice(0, 4).map(objectText)
  return `${names.join(', ')}${objects.length > 4 ? `, and ${objects.length - 4} more` : ''}`
}

function objectLines(diff: ObjectDiff, options: DiffOptions): string[] {
  const { paint } = options
  const about = paint('dim', `${diff.object.apiVersion}, ${diff.source}`)
  const name = objectText(diff.object)
  switch (diff.change) {
    case 'changed':
      return [
        `${paint('yellow', '~')} ${paint('bold', name)}  ${about}`,
        ...diff.fields.flatMap((field) => fieldLines(field, options)),
      ]
    case 'added':
    case 'removed': {
      const [sign, style] = diff.change === 'added' ? (['+', 'green'] as const) : (['-', 'red'] as const)
      const lines = documentLines(diff.text).map((line) => paint(style, `    ${sign} ${line}`))
      return [
        `${paint(style, sign)} ${paint('bold', name)}  ${about}`,
        ...causeLines(diff.causes, options),
        ...lines,
      ]
    }
  }
}

/** Lines of a document that are shown of an object that only one side has. */
const DOCUMENT_LINES = 24

function documentLines(text: string | undefined): string[] {
  if (text === undefined) return ['(the content of a Secret is not shown)']
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length <= DOCUMENT_LINES) return lines
  return [...lines.slice(0, DOCUMENT_LINES), `… ${plural(lines.length - DOCUMENT_LINES, 'line')} more`]
}

function fieldLines(field: FieldDiff, options: DiffOptions): string[] {
  return ['', ...changeLines(field, options), ...causeLines(field.causes, options)]
}

function changeLines(field: FieldDiff, { paint, width }: DiffOptions): string[] {
  const { path, before, after, hidden, change } = field
  const name = `  ${path}`
  if (hidden !== undefined) return [`${name}: ${hiddenWords(hidden)}`]
  const room = width - 8
  if (change === 'added')
    return [`${name}:`, ...block(after, room).map((line) => paint('green', `    + ${line}`))]
  if (change === 'removed')
    return [`${name}:`, ...block(before, room).map((line) => paint('red', `    - ${line}`))]
  if (typeof before === 'string' && typeof after === 'string' && before.trimEnd() === after.trimEnd()) {
    const [old, now] = [before, after].map((text) => JSON.stringify(text.slice(before.trimEnd().length)))
    return [`${name}: ends with ${paint('red', old ?? '')} → ${paint('green', now ?? '')}`]
  }
  if (typeof before === 'string' && typeof after === 'string' && /\n/.test(before + after)) {
    return [`${name}:`, ...lineDiff(before, after).map((line) => diffLine(line, room, paint))]
  }
  const [old, now] = shortPair(before, after, room)
  const oneLine = `${name}: ${paint('red', old)} → ${paint('green', now)}`
  if (name.length + old.length + now.length + 5 <= width) return [oneLine]
  return [`${name}:`, paint('red', `    - ${old}`), paint('green', `    + ${now}`)]
}

function hiddenWords({ before, after }: { before?: number; after?: number }): string {
  const length = (side: number | undefined) => (side === undefined ? 'nothing' : plural(side, 'character'))
  return `changed, not shown: ${length(before)} → ${length(after)}`
}

function diffLine(line: string, room: number, paint: Paint): string {
  const cut = line.length > room ? `${line.slice(0, room - 1)}…` : line
  if (line.startsWith('+')) return paint('green', `    ${cut}`)
  return line.startsWith('-') ? paint('red', `    ${cut}`) : paint('dim', `    ${cut}`)
}

/** A value as YAML would have it, in short: one line for each leaf. */
function block(value: unknown, room: number, indent = ''): string[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return [`${indent}${short(value, room - indent.length)}`]
  }
  const isList = Array.isArray(value)
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    const [first = '', ...rest] = block(item, room, `${indent}  `)
    const isOpen = typeof item === 'object' && item !== null && Object.keys(item).length > 0
    if (isList) return [`${indent}- ${first.trimStart()}`, ...rest]
    return isOpen ? [`${indent}${key}:`, first, ...rest] : [`${indent}${key}: ${first.trimStart()}`]
  })
}

const quirkText: Readonly<Record<HelmQuirk, string>> = {
  'null-default': 'Helm 4.2 drops nulls of values.yaml files, Helm 3.21 keeps them',
  'document-end': 'Helm 3.21 cuts the blank end of each document, Helm 4.2 keeps it',
  'values-documents': 'Helm 4.2 takes all documents of a values file, Helm 3.21 the first',
  capabilities: 'the Helms tell templates of other capabilities',
}

/** Causes that are shown of one field; a whole map may have dozens. */
const CAUSES = 6

function causeLines(causes: readonly ChangeCause[], options: DiffOptions): string[] {
  const shown = causes.slice(0, CAUSES).flatMap((cause) => causeText(cause, options))
  const rest = causes.length - CAUSES
  const arrow = options.paint('cyan', '←')
  return [...shown, ...(rest > 0 ? [`${plural(rest, 'cause')} more`] : [])].map((line) =>
    line.startsWith('  ') ? `      ${line}` : `      ${arrow} ${line}`,
  )
}

function causeText(cause: ChangeCause, { paint, sides, width }: DiffOptions): string[] {
  switch (cause.kind) {
    case 'value':
      return valueText(cause, width, paint)
    case 'template':
      return templateText(cause, paint)
    case 'input':
      return [
        cause.before === undefined && cause.after === undefined
          ? `${cause.name}, which differs by Helm version`
          : `${cause.name}: ${cause.before ?? 'nothing'} → ${cause.after ?? 'nothing'}`,
      ]
    case 'every-render':
      return [paint('yellow', 'differs on every render: it is random, or the time')]
    case 'file':
      return [cause.change === 'added' ? `template ${cause.file} is new` : `template ${cause.file} is gone`]
    case 'helm':
      return [cause.quirk === undefined ? `${sides[0]} and ${sides[1]} differ here` : quirkText[cause.quirk]]
    case 'elsewhere':
      return [`something else in ${cause.files.join(', ') || 'the chart'}`]
  }
}

/** On one line where it fits, else the new side on a second. */
function valueText(
  { before, after }: Extract<ChangeCause, { kind: 'value' }>,
  width: number,
  paint: Paint,
): string[] {
  const name = after.path === '' ? 'all values' : `value ${paint('bold', after.path)}`
  const [from, to] = shortPair(before.value, after.value, 40)
  const [old, now] = [side(before, from), side(after, to)]
  const length = after.path.length + old.length + now.length + 19
  return length <= width ? [`${name}: ${old} → ${now}`] : [`${name}: ${old}`, `  → ${now}`]
}

function side(used: UsedValue, text: string): string {
  const last = used.settings.at(-1)
  const value = used.hidden ? 'hidden' : used.value === undefined ? 'not set' : text
  if (last === undefined) return used.hidden ? 'not set' : value
  return `${value} (${settingPlace(last)})`
}

function templateText({ before, after }: Extract<ChangeCause, { kind: 'template' }>, paint: Paint): string[] {
  const place = (at: { file: string; line: number }) => `${at.file}:${at.line}`
  const line = (sign: string, at: { source?: string } | undefined) =>
    at?.source === undefined
      ? []
      : [`  ${paint(sign === '-' ? 'red' : 'green', `${sign} ${at.source.trim()}`)}`]
  if (before !== undefined && after !== undefined) {
    return [`template ${place(before)} → ${place(after)}`, ...line('-', before), ...line('+', after)]
  }
  if (after !== undefined) return [`new in template ${place(after)}`, ...line('+', after)]
  return before === undefined ? [] : [`gone from template ${place(before)}`, ...line('-', before)]
}

function textLines(text: TextDiff, { paint, sides }: DiffOptions): string[] {
  const { blankLines, writing, moved, empty } = text
  const lines = [
    ...(blankLines.length === 0 ? [] : [`empty lines: ${listed(blankLines)}`]),
    ...(writing.length === 0
      ? []
      : [`comments, separators, quotes or the order of keys: ${listed(writing)}`]),
    ...(moved.length === 0 ? [] : [`the order in which objects are printed: ${listed(moved)}`]),
    ...(empty[0] === empty[1]
      ? []
      : [`documents without an object: ${empty[0]} with ${sides[0]}, ${empty[1]} with ${sides[1]}`]),
  ]
  if (lines.length === 0) return []
  return ['', paint('bold', 'In the text only'), ...lines.map((line) => `  ${line}`)]
}

function summary(objects: readonly ObjectDiff[], text: TextDiff | undefined, paint: Paint): string {
  const count = (change: ObjectDiff['change']) => objects.filter((each) => each.change === change).length
  if (objects.length > 0) {
    return `${plural(objects.length, 'object')} ${objects.length === 1 ? 'differs' : 'differ'}: ${count('changed')} changed, ${count('added')} added, ${count('removed')} removed`
  }
  if (text === undefined || text.isSame)
    return paint('green', text === undefined ? 'no object differs' : 'the same bytes')
  return paint('yellow', 'the same objects, printed differently')
}
