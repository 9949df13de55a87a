export {
  type Block,
  type BlockText,
  type Entries,
  type FieldsOf,
  type Free,
  type Item,
  type Items,
  type Maybe,
  type Part,
  type Templated,
} from './block/block.ts'
export { each, eachEntry, entry, spread } from './block/each.ts'
export { blockText, fields } from './block/fields.ts'
export { ifSet, when } from './block/when.ts'
export { capabilities, chart, release } from './chart/built-in.ts'
export type { ChartOptions, Guard, NoteLine } from './chart/chart-options.ts'
export { type Chart, defineChart } from './chart/define-chart.ts'
export { hook } from './chart/hook.ts'
export { customResource, type Resource, resource } from './chart/resource.ts'
export type { CompiledChart } from './compile/compile-chart.ts'
export { choose } from './expr/choose.ts'
export { filterList, mapList } from './expr/collect.ts'
export type { Arg, Condition, Expr } from './expr/expr.ts'
export { literal } from './expr/literal.ts'
export type { Ref } from './expr/ref.ts'
export { fileText, hasApi } from './expr/root-call.ts'
export { raw } from './expr/raw.ts'
export { text } from './expr/text.ts'
export { lookup, parseYaml, required, sha256, toJson } from './functions/encodings.ts'
export { compact, concat, first, includes, length, listOf, sortAlpha, uniq } from './functions/lists.ts'
export {
  and,
  coalesce,
  defaultTo,
  eq,
  ge,
  gt,
  isEmpty,
  isPresent,
  le,
  lt,
  ne,
  not,
  or,
} from './functions/logic.ts'
export { get, hasKey, mergeByName, overlay, sortedKeys, withoutNulls } from './functions/maps.ts'
export { add, maximum, minimum, multiply, subtract, toInteger } from './functions/numbers.ts'
export {
  base64,
  contains,
  hasPrefix,
  hasSuffix,
  join,
  lowerCase,
  replace,
  split,
  toText,
  trim,
  trimPrefix,
  trimSuffix,
  trunc,
  upperCase,
} from './functions/strings.ts'
export type { Metadata, StringMap } from './kinds/meta.ts'
export type * from './kinds/pod.ts'
export type { KindName, Kinds } from './kinds/kinds.ts'
export type {
  IngressBackend,
  IngressPath,
  IngressRule,
  NetworkPolicySpec,
  Peer,
  ServiceSpec,
} from './kinds/network.ts'
export type * from './kinds/workload.ts'
export { type StandardTemplates, standardTemplates } from './template/standard.ts'
export {
  listFunction,
  listTemplate,
  mapFunction,
  mapTemplate,
  textFunction,
  textTemplate,
} from './template/template.ts'
export type { Declaration, TypeOf } from './values/declaration.ts'
export { defineValues } from './values/define.ts'
export { valuesMarkdown } from './values/values-markdown.ts'
export { value } from './values/value.ts'
export { writeChart } from './write-chart.ts'
export { type InterpretedChart, interpretChart, type ReleaseInput } from './interpret/interpret-chart.ts'
