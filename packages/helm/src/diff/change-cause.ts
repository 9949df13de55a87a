import { isSameJson } from '@seaworthy/kube'
import type { TextPlace } from '../explain/document-places.ts'
import { fieldAt, leavesOf } from '../explain/leaf.ts'
import type { ExplainedObject } from '../explain/object-query.ts'
import { isSecretField, showsContent } from '../explain/secret-values.ts'
import { type ShownSetting, sourcesOf, type UsedValue } from '../explain/used-value.ts'
import type { FieldOrigin, FieldPath } from '../rendered.ts'
import type { DiffSide } from './diff-side.ts'

/** Why a field, or a whole object, differs between two renders. */
export type ChangeCause =
  /** A value that it is computed from, or that decides it, is another one. */
  | { readonly kind: 'value'; readonly before: UsedValue; readonly after: UsedValue }
  /** A line of a template: one side is missing where the line is new or gone. */
  | { readonly kind: 'template'; readonly before?: TextPlace; readonly after?: TextPlace }
  /** A template file that only one side has. */
  | { readonly kind: 'file'; readonly change: 'added' | 'removed'; readonly file: string }
  /** `Chart.AppVersion`, `Release.Name`; the two sides where they are known. */
  | { readonly kind: 'input'; readonly name: string; readonly before?: string; readonly after?: string }
  /** It differs on every render: random, or the time. */
  | { readonly kind: 'every-render' }
  /** The two Helms do it differently; `quirk` where it is known in what. */
  | { readonly kind: 'helm'; readonly quirk?: HelmQuirk }
  /** Something else in these templates. */
  | { readonly kind: 'elsewhere'; readonly files: readonly string[] }

/**
 * `null-default`: Helm 4.2 drops nulls in values.yaml files of charts, 3.21 keeps them. `document-end`: Helm 3.21 takes away the
 * blank end of each document, and of a text that stands there; 4.2 keeps it. `values-documents`: Helm 4.2 takes all documents of a
 * values file, 3.21 the first. `capabilities`: what `.Capabilities` says.
 */
export type HelmQuirk = 'null-default' | 'document-end' | 'values-documents' | 'capabilities'

/** Where a field is on one side. */
export interface ChangedPlace {
  readonly at: ExplainedObject
  readonly path: FieldPath
}

/** What in templates, values, chart and Helm made a field what it is on each side and not the same. */
export function changeCauses(
  sides: readonly [DiffSide, DiffSide],
  before: ChangedPlace | undefined,
  after: ChangedPlace | undefined,
): ChangeCause[] {
  const [old, now] = sides
  if (isUnstable(old, before) || isUnstable(now, after)) return [{ kind: 'every-render' }]
  const origins = [before && originOf(before), after && originOf(after)] as const
  const causes = [
    ...fileCauses(sides, origins),
    ...valueCauses(sides, origins),
    ...inputCauses(sides, origins),
    ...templateCauses(sides, origins).map((cause) => withoutContent(cause, [before, after])),
  ]
  const quirks = old.helmVersion === now.helmVersion ? [] : helmCauses(causes, before, after)
  if (causes.length + quirks.length > 0) return [...quirks, ...causes]
  const files = [...new Set(origins.flatMap((each) => (each === undefined ? [] : filesOf(each))))]
  return [{ kind: 'elsewhere', files }]
}

type Origins = readonly [FieldOrigin | undefined, FieldOrigin | undefined]

/** A map or list stands where the first field in it stands, and is computed from all that is in it. */
function originOf({ at, path }: ChangedPlace): FieldOrigin | undefined {
  const origin = at.origin(path)
  const [first] = leavesOf(fieldAt(at.object, path), path)
  const place = first && at.origin(first.path)
  if (origin === undefined || place === undefined) return origin
  const { file, line, column, via } = place
  return { ...origin, file, line, column, via }
}

/** What is known of the ways in which the Helms differ. */
function helmCauses(
  causes: readonly ChangeCause[],
  before: ChangedPlace | undefined,
  after: ChangedPlace | undefined,
): ChangeCause[] {
  const quirks = new Set<HelmQuirk>()
  for (const cause of causes) {
    if (cause.kind === 'value' && !cause.after.hidden && isOfHelm(cause)) quirks.add(valueQuirk(cause))
    if (cause.kind === 'input' && cause.name.startsWith('Capabilities')) quirks.add('capabilities')
  }
  const [old, now] = [before, after].map((each) => each && fieldAt(each.at.object, each.path))
  if (typeof old === 'string' && typeof now === 'string' && old.trimEnd() === now.trimEnd()) {
    quirks.add('document-end')
  }
  if (quirks.size > 0) return [...quirks].map((quirk) => ({ kind: 'helm', quirk }))
  return causes.length > 0 ? [] : [{ kind: 'helm' }]
}

/** Whether the layers say the same where both sides have them, so that only the Helms can make another value of them. */
function isOfHelm({ before, after }: Extract<ChangeCause, { kind: 'value' }>): boolean {
  const [fewer, more] = [before.settings, after.settings].sort((a, b) => a.length - b.length)
  const texts = new Set(more?.map(settingText))
  return fewer?.every((each) => texts.has(settingText(each))) === true
}

function settingText({ kind, name, line, source, value, deletes, path }: ShownSetting): string {
  return JSON.stringify([kind, name, line, source, value ?? null, deletes, path])
}

/** The layers are the same: what the Helms make of them is not, and nulls or further documents are why. */
function valueQuirk({ before, after }: Extract<ChangeCause, { kind: 'value' }>): HelmQuirk {
  const hasNull = [before, after].some(
    ({ value, settings }) =>
      leavesOf(value).some((leaf) => leaf.value === null) || settings.some(({ deletes }) => deletes),
  )
  return hasNull ? 'null-default' : 'values-documents'
}

/** Template files that only one side has. */
function fileCauses([old, now]: readonly [DiffSide, DiffSide], [before, after]: Origins): ChangeCause[] {
  const isMissing = (side: DiffSide, file: string) => sourcesOf(side.release).templateText(file) === undefined
  if (before !== undefined && after === undefined && isMissing(now, before.file)) {
    return [{ kind: 'file', change: 'removed', file: before.file }]
  }
  if (after !== undefined && before === undefined && isMissing(old, after.file)) {
    return [{ kind: 'file', change: 'added', file: after.file }]
  }
  return []
}

function isUnstable(side: DiffSide, place: ChangedPlace | undefined): boolean {
  return place !== undefined && side.isUnstable(place.at, place.path)
}

function valueCauses([old, now]: readonly [DiffSide, DiffSide], origins: Origins): ChangeCause[] {
  const used = origins.flatMap((each) =>
    each === undefined ? [] : [...each.values, ...each.guards, ...each.position],
  )
  const paths = [...new Set(used)]
  return paths.flatMap((path): ChangeCause[] => {
    // The whole of the values differs with anything in it.
    if (path === '' && paths.length > 1) return []
    if (isSameValue(old.plainValue(path), now.plainValue(path))) return []
    const [before, after] = [old.value(path), now.value(path)]
    const isHidden = before.hidden || after.hidden
    return [
      {
        kind: 'value',
        before: isHidden ? hiddenValue(before) : before,
        after: isHidden ? hiddenValue(after) : after,
      },
    ]
  })
}

/** What is a secret on one side is none to be shown on the other. */
function hiddenValue({ path, settings }: UsedValue): UsedValue {
  const shown = settings.map(({ source: _source, value: _value, ...place }) => place)
  return { path, hidden: true, settings: shown }
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined ? a === b : isSameJson(a, b)
}

function inputCauses([old, now]: readonly [DiffSide, DiffSide], origins: Origins): ChangeCause[] {
  const names = new Set(origins.flatMap((each) => each?.inputs ?? []))
  return [...names].flatMap((name): ChangeCause[] => {
    const [before, after] = [old.input(name), now.input(name)]
    const isHelms = name.startsWith('Capabilities') && old.helmVersion !== now.helmVersion
    if (before === after && !isHelms) return []
    return [
      {
        kind: 'input',
        name,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      },
    ]
  })
}

/** Lines that hold a part of a Secret that they write are named and not shown. */
function withoutContent(cause: TemplateCause, places: readonly (ChangedPlace | undefined)[]): TemplateCause {
  const secrets = places.flatMap((place) =>
    place !== undefined && isSecretField(place.at, place.path) ? [fieldAt(place.at.object, place.path)] : [],
  )
  const shown = ({ source, ...place }: TextPlace): TextPlace =>
    source === undefined || secrets.some((each) => showsContent(source, each)) ? place : { ...place, source }
  return {
    kind: 'template',
    ...(cause.before !== undefined && { before: shown(cause.before) }),
    ...(cause.after !== undefined && { after: shown(cause.after) }),
  }
}

type TemplateCause = Extract<ChangeCause, { kind: 'template' }>

type Place = Pick<FieldOrigin, 'file' | 'line' | 'column'>

/** The lines that wrote it, and those that included these, which are not the same on both sides. */
function templateCauses(sides: readonly [DiffSide, DiffSide], [old, now]: Origins): TemplateCause[] {
  const before = old === undefined ? [] : placesOf(old)
  const after = now === undefined ? [] : placesOf(now)
  const texts = [
    before.map((each) => lineOf(sides[0], each)),
    after.map((each) => lineOf(sides[1], each)),
  ] as const
  const gone = before.filter((each, index) => isElsewhere(sides[1], each, texts[0][index], texts[1]))
  const added = after.filter((each, index) => isElsewhere(sides[0], each, texts[1][index], texts[0]))
  const count = Math.max(gone.length, added.length)
  return Array.from({ length: count }, (_none, index): TemplateCause => {
    const [from, to] = [gone[index], added[index]]
    return {
      kind: 'template',
      ...(from !== undefined && { before: placeOf(sides[0], from) }),
      ...(to !== undefined && { after: placeOf(sides[1], to) }),
    }
  })
}

/** A line that neither wrote the field on the other side, nor stands in the same file there. */
function isElsewhere(
  other: DiffSide,
  { file }: Place,
  line: string | undefined,
  others: readonly (string | undefined)[],
): boolean {
  if (line === undefined || others.includes(line)) return false
  const text = sourcesOf(other.release).templateText(file)
  if (text === undefined) return others.length > 0
  return others.length > 0 || !text.split('\n').some((each) => each.trim() === line)
}

function placesOf(origin: FieldOrigin): Place[] {
  return [...origin.via, origin]
}

function filesOf(origin: FieldOrigin): string[] {
  return placesOf(origin).map(({ file }) => file)
}

function lineOf(side: DiffSide, { file, line }: Place): string | undefined {
  return sourcesOf(side.release).templateText(file)?.split('\n')[line - 1]?.trim()
}

function placeOf(side: DiffSide, { file, line, column }: Place): TextPlace {
  const source = sourcesOf(side.release).templateText(file)?.split('\n')[line - 1]
  return { file, line, column, ...(source !== undefined && { source }) }
}
