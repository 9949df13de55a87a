import type {
  AbsentReason,
  FieldExplanation,
  ObjectId,
  ShownSetting,
  TextPlace,
  UsedValue,
} from '@seaworthy/helm'
import { frame } from './frame.ts'
import { fit, type Paint, wrap } from './style.ts'

export interface ExplainOptions {
  readonly width: number
  readonly paint: Paint
}

/** One field: from what is printed back to the lines that decided it. */
export function fieldText(field: FieldExplanation, options: ExplainOptions): string {
  const { paint } = options
  const value = field.hidden ? hiddenWords(field) : `is ${short(field.value, 60)}`
  const lines = [
    `${paint('bold', objectText(field.object))}: ${paint('bold', field.path)} ${value}`,
    '',
    ...(field.rendered === undefined ? [] : rendered(field.rendered, options)),
    ...written(field, options),
    ...field.values.flatMap((each) => ['', ...valueLines(each, options, '← ')]),
    ...inputLines(field.inputs, paint),
    ...deciders('decided by', field.guards, options),
    ...deciders('at its place in the list because of', field.position, options),
  ]
  return `${lines.join('\n')}\n`
}

function hiddenWords({ object }: FieldExplanation): string {
  const isContent = object.kind === 'Secret' && object.apiVersion === 'v1'
  return `is hidden: it is ${isContent ? 'the content of a Secret' : 'computed from a value that goes into a Secret'}`
}

/** `Deployment/web`, with its namespace where it is not that of the release. */
export function objectText({ kind, name, namespace }: ObjectId): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${name} in ${namespace}`
}

function rendered(place: TextPlace, options: ExplainOptions): string[] {
  return [`  rendered in line ${place.line} of the document`, ...frameOf(place, options)]
}

function written(field: FieldExplanation, options: ExplainOptions): string[] {
  if (field.written === undefined) return ['  ← copied from crds/, which holds no templates']
  const calls = field.via.flatMap((call) => [
    arrow(`included by ${placeText(call)}`, options),
    ...frameOf(call, options),
  ])
  return [
    ...calls,
    arrow(`written by ${placeText(field.written)}`, options),
    ...frameOf(field.written, options),
  ]
}

function arrow(text: string, { paint }: ExplainOptions): string {
  return `  ${paint('cyan', '←')} ${text}`
}

function placeText({ file, line, column }: TextPlace): string {
  return `${file}:${line}:${column}`
}

function frameOf({ source, ...place }: TextPlace, { width, paint }: ExplainOptions): string[] {
  if (source === undefined) return []
  return frame({ ...place, source }, width - 5, paint).map((line) => `     ${line}`)
}

/** What a value is, who set it, and what that overrides. */
export function valueLines(used: UsedValue, options: ExplainOptions, sign: string): string[] {
  const { paint } = options
  const last = used.settings.at(-1)
  if (used.path === '') return [`  ${paint('cyan', sign)}all values of the chart, as a whole`]
  const head = `  ${paint('cyan', sign)}value ${paint('bold', used.path)}`
  if (last === undefined) return [`${head} ${notSet(used)}`]
  if (isMap(used.value)) return [`${head} is a map, set by ${used.settings.map(settingPlace).join(' and ')}`]
  return [
    `${head} ${valueWords(used)}, ${setBy(last)}`,
    ...settingFrame(last, options),
    ...used.settings
      .slice(0, -1)
      .reverse()
      .map((each) => `     over ${overText(each)}`),
  ]
}

/** Every layer may add to a map; an empty one is there or not. */
function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
}

/** `is 3`, or why there is nothing to show. */
function valueWords(used: UsedValue): string {
  if (used.hidden) return 'is hidden, because it goes into a Secret'
  return used.value === undefined ? 'is not set' : `is ${short(used.value, 60)}`
}

function notSet({ documented, hidden }: UsedValue): string {
  if (documented === undefined) return 'is not set by anything'
  const where =
    documented.where === undefined ? documented.file : `${documented.file}:${documented.where.line}`
  const value = hidden ? 'a default' : short(documented.value, 40)
  return `is not set; ${where} documents ${value}, which Helm does not apply`
}

function setBy(setting: ShownSetting): string {
  const verb = setting.deletes ? 'deleted by' : 'set by'
  return `${verb} ${settingPlace(setting)}${routeText(setting)}`
}

/** `prod.yaml:3`, `--set web.replicas=3`. */
export function settingPlace({ kind, name, line, source }: ShownSetting): string {
  if (kind === 'flag') return source === undefined ? name : `${name} ${source}`
  return line === undefined ? name : `${name}:${line}`
}

function routeText({ route, path }: ShownSetting): string {
  switch (route) {
    case 'own':
      return ''
    case 'parent':
      return ', for its subchart'
    case 'global':
      return ` as ${path}, which subcharts get too`
    case 'import':
      return ` as ${path}, which import-values takes over`
  }
}

function overText(setting: ShownSetting): string {
  const what = setting.deletes
    ? 'the deletion'
    : 'value' in setting
      ? short(setting.value, 40)
      : 'what is set'
  return `${what} by ${settingPlace(setting)}${routeText(setting)}`
}

function settingFrame(setting: ShownSetting, options: ExplainOptions): string[] {
  const { kind, source, line, column } = setting
  if (kind === 'flag' || source === undefined || line === undefined || column === undefined) return []
  const { endColumn } = setting
  return frameOf(
    { file: setting.name, line, column, source, ...(endColumn !== undefined && { endColumn }) },
    options,
  )
}

function inputLines(inputs: readonly string[], paint: Paint): string[] {
  if (inputs.length === 0) return []
  return ['', ...inputs.map((input) => `  ${paint('cyan', '←')} ${input}`)]
}

function deciders(title: string, guards: readonly UsedValue[], options: ExplainOptions): string[] {
  if (guards.length === 0) return []
  return ['', `  ${title}`, ...guards.map((guard) => `     ${guardText(guard, options)}`)]
}

function guardText(guard: UsedValue, { paint }: ExplainOptions): string {
  if (guard.path === '') return 'all values of the chart, as a whole'
  const last = guard.settings.at(-1)
  const name = paint('bold', guard.path)
  if (last === undefined) return `${name} ${notSet(guard)}`
  if (isMap(guard.value))
    return `${name} is a map ${paint('dim', `(${guard.settings.map(settingPlace).join(', ')})`)}`
  return `${name} ${valueWords(guard)} ${paint('dim', `(${settingPlace(last)})`)}`
}

/** Conditions that were not true, and the values that they look at. */
export function absentNotes(reasons: readonly AbsentReason[]): string[] {
  return reasons.map(({ file, line, condition, isElse, values }) => {
    const used = values.map((each) => {
      const last = each.settings.at(-1)
      return last === undefined
        ? `${each.path} ${notSet(each)}`
        : `${each.path} ${valueWords(each)} (${settingPlace(last)})`
    })
    const why = used.length === 0 ? '' : `: ${used.join(', ')}`
    return `${file}:${line} did not take ${isElse ? `else of ${condition}` : condition}${why}`
  })
}

/** Every leaf of an object in a table. */
export function fieldTable(fields: readonly FieldExplanation[], { width, paint }: ExplainOptions): string {
  const [first] = fields
  if (first === undefined) return ''
  const longest = Math.max(...fields.map(({ path }) => path.length))
  const room = Math.max(12, Math.min(longest, Math.floor(width * 0.45)))
  const head = `${paint('bold', objectText(first.object))}  ${paint('dim', `${first.object.apiVersion}, ${first.source}`)}`
  const rows = fields.map((field) => {
    const value = field.hidden ? '(hidden)' : short(field.value, 20)
    const from = wrap(fromText(field), width - room - 26, ' '.repeat(room + 26))
    const shown = isFromTemplate(field) ? paint('dim', from) : from
    return `  ${fit(field.path, room)}  ${fit(value, 20)}  ${shown}`.trimEnd()
  })
  const titles = paint('dim', `  ${fit('field', room)}  ${fit('value', 20)}  from`)
  return `${[head, '', titles, ...rows].join('\n')}\n`
}

/** What a field was computed from, in short; else the template line that wrote it. */
function fromText(field: FieldExplanation): string {
  const { values, inputs, written } = field
  if (isFromTemplate(field)) return written === undefined ? '' : `${written.file}:${written.line}`
  const used = values.map((each) => {
    const last = each.settings.at(-1)
    if (each.path === '') return 'all values'
    return `${each.path} (${last === undefined ? 'not set' : settingPlace(last)})`
  })
  return [...used, ...inputs].join(', ')
}

function isFromTemplate({ values, inputs }: FieldExplanation): boolean {
  return values.length + inputs.length === 0
}

/** A value on one line, as JSON; texts that read the same without quotes have none. */
export function short(value: unknown, room: number): string {
  if (value === undefined) return 'nothing'
  const json = JSON.stringify(value)
  return json.length > room ? `${json.slice(0, room - 1)}…` : json
}
