import type { ReachedField, UnusedValue, ValueReach } from '@seaworthy/helm'
import { type ExplainOptions, objectText, settingPlace, valueLines } from './explain-text.ts'
import { frame } from './frame.ts'
import { fit, type Paint } from './style.ts'

/** Which fields a value reaches, object by object. */
export function reachText({ value, fields, isRead, isSwitch }: ValueReach, options: ExplainOptions): string {
  const { paint } = options
  const head = [...valueLines(value, options, ''), '']
  if (fields.length === 0) {
    const why = isSwitch
      ? 'it switches a subchart on or off, and reaches no field that is rendered now'
      : isRead
        ? 'templates read it, and it reaches no field that is rendered now'
        : 'no template reads it'
    return `${[...head, `  ${paint('yellow', 'reaches no field')}: ${why}`].join('\n')}\n`
  }
  const byObject = new Map<string, ReachedField[]>()
  for (const field of fields) {
    const key = `${objectText(field.object)}\n${field.source}`
    byObject.set(key, [...(byObject.get(key) ?? []), field])
  }
  const objects = [...byObject.values()].flatMap((each) => objectLines(each, options))
  const count = `reaches ${plural(fields.length, 'field')} of ${plural(byObject.size, 'object')}`
  const switches = isSwitch ? ', and switches a subchart' : ''
  return `${[...head, `  ${count}${switches}`, ...objects].join('\n')}\n`
}

function objectLines(fields: readonly ReachedField[], { width, paint }: ExplainOptions): string[] {
  const [first] = fields
  if (first === undefined) return []
  const longest = Math.max(...fields.map(({ path }) => path.length))
  const room = Math.min(longest, Math.max(20, Math.floor(width / 2)))
  const rows = fields.map(({ path, reach, written }) => {
    return `    ${fit(path, room)}  ${fit(reachWord(reach, paint), 8)}  ${paint('dim', `${written.file}:${written.line}`)}`
  })
  return ['', `  ${paint('bold', objectText(first.object))}`, ...rows]
}

function reachWord(reach: ReachedField['reach'], paint: Paint): string {
  return reach === 'computed' ? reach : paint('dim', reach)
}

/** Values that nothing reads. */
export function unusedText(unused: readonly UnusedValue[], { width, paint }: ExplainOptions): string {
  if (unused.length === 0) return `${paint('green', 'every value that is given is read')}\n`
  const paragraphs = unused.flatMap((each) => [...unusedLines(each, width, paint), ''])
  const count = unused.reduce((sum, each) => sum + each.count, 0)
  return `${[...paragraphs, paint('red', `${plural(count, 'value')} given that nothing reads`)].join('\n')}\n`
}

function unusedLines(unused: UnusedValue, width: number, paint: Paint): string[] {
  const { path, count, setting, meant, inSchema } = unused
  const { source, line, column, endColumn, kind } = setting
  const more = count > 1 ? ` with ${plural(count, 'value')}` : ''
  const head = `${paint('yellow', 'unused')} ${paint('bold', path)}${more}: ${reasonText(unused)}`
  const lines = [head, `  --> ${settingPlace(setting)}`]
  if (kind !== 'flag' && source !== undefined && line !== undefined && column !== undefined) {
    const marked = { source, line, column, ...(endColumn !== undefined && { endColumn }) }
    lines.push(...frame(marked, width - 4, paint).map((each) => `    ${each}`))
  }
  if (inSchema) lines.push('  = a values.schema.json names it')
  if (meant !== undefined) lines.push(`  help: did you mean ${meant}?`)
  return lines
}

function reasonText({ reason }: UnusedValue): string {
  if (reason.kind === 'unread') return 'nothing reads it'
  const switches = reason.by.map((each) => {
    const last = each.settings.at(-1)
    const value = each.value === undefined ? 'not set' : JSON.stringify(each.value)
    return `${each.path} is ${value}${last === undefined ? '' : `, ${settingPlace(last)}`}`
  })
  const why = switches.length === 0 ? '' : ` (${switches.join('; ')})`
  return `subchart ${reason.chart} is switched off${why}`
}

export function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
