export { LimitError } from './execution-limit.ts'
export { type Limits } from './execution-options.ts'
export { ExecutionError, goMessage } from './execution-error.ts'
export { formatValue, printValue } from './format.ts'
export {
  type ExecutionHost,
  type FunctionHost,
  type FunctionTable,
  type TemplateCaller,
  type TemplateFunction,
  TemplateFunctionError,
} from './function.ts'
export * from './build.ts'
export { type BranchCoverage, type BranchKind, CoverageCounter, mergeCoverage } from './coverage.ts'
export { builtinFunctions } from './functions/builtin.ts'
export { byteLength, compareBytes, fromBytes, sliceBytes, toBytes } from './go-bytes.ts'
export { GoJsonError, type GoJsonOptions, writeGoJson } from './functions/go-json.ts'
export { readGoJson } from './functions/go-json-read.ts'
export { sprigFunctions } from './functions/sprig.ts'
export { compilePattern } from './functions/sprig/regex-match.ts'
export { UrlError } from './functions/sprig/url-escape.ts'
export { parseUrl, writeUrl } from './functions/sprig/url-parts.ts'
export {
  asStruct,
  isList,
  isMap,
  isNilList,
  isNilMap,
  isStructFields,
  kindOf,
  nilList,
  nilMap,
  ofType,
  typeName,
} from './go-type.ts'
export * from './node.ts'
export { parse } from './parse.ts'
export { printNode, templateText } from './print.ts'
export { sprintf } from './printf.ts'
export { goQuote, goQuoteRune, goUnquote } from './quote.ts'
export type { Call, Origin, RenderOutput, Segment } from './render-output.ts'
export { VersionConstraint } from './semver/constraint.ts'
export { SemanticVersion, VersionError } from './semver/version.ts'
export { GoTime } from './time/go-time.ts'
export { type ExecuteOptions, TemplateSet } from './template-set.ts'
export type { Paths } from './tracing/dependence.ts'
export { defaultWorkLimits, type WorkLimits, WorkMeter } from './work-meter.ts'
export { parseTime } from './time/parse-time.ts'
export { fixedZone, localZone, utc } from './time/zone.ts'
export { integerOf, isNil, isTruthy, sortedKeys } from './truth.ts'
export {
  type GoKind,
  type GoMap,
  type GoMethod,
  GoStruct,
  type GoValue,
  Int64,
  Missing,
  type ParameterType,
} from './value.ts'
