export { type Chart, type Table } from './chart/chart.ts'
export { type ChartFile, type ChartFiles, memoryFiles, textOf } from './chart/chart-file.ts'
export { folderFiles, loadChart, loadFolder, type LoadOptions } from './chart/load.ts'
export { unpackArchive } from './chart/archive.ts'
export { declaredDependencies } from './dependency-list/declared-dependencies.ts'
export { listDependencies } from './dependency-list/list-dependencies.ts'
export { textTable } from './dependency-list/text-table.ts'
export type { Lookup } from './engine/helm-functions.ts'
export { defaultApiVersions, defaultKubeVersion } from './engine/capabilities.ts'
export type { ChangeCause, HelmQuirk } from './diff/change-cause.ts'
export { diffReleases, type FieldDiff, type ObjectDiff } from './diff/diff-releases.ts'
export { DiffSide } from './diff/diff-side.ts'
export { diffTexts, type TextDiff } from './diff/diff-text.ts'
export { absentReasons, type AbsentReason } from './explain/absent-object.ts'
export type { TextPlace } from './explain/document-places.ts'
export { type FieldExplanation, Explainer, type ObjectId } from './explain/explain-field.ts'
export { explainValue, type Reach, type ReachedField, type ValueReach } from './explain/explain-value.ts'
export { findField } from './explain/field-query.ts'
export {
  type FileCoverage,
  templateCoverage,
  type TemplateCoverage,
  type UntakenBranch,
} from './explain/template-coverage.ts'
export { type ExplainedObject, explainable, findObjects } from './explain/object-query.ts'
export { type UnusedReason, type UnusedValue, unusedValues } from './explain/unused-values.ts'
export type { ShownSetting, UsedValue } from './explain/used-value.ts'
export { lintChart, type LintOptions } from './lint/lint-chart.ts'
export { type LintMessage, type LintSeverity, printLintMessage } from './lint/lint-message.ts'
export { archiveSubject, folderSubject, type LintSubject } from './lint/lint-subject.ts'
export { packAsItIs, type PackageOptions, packageChart, type PackedChart } from './package/package-chart.ts'
export { installOrder, uninstallOrder, sortByKind } from './manifest/order.ts'
export { type ChartLimits, defaultChartLimits, parseLimits } from './limits.ts'
export { type LogEntry, logLine } from './log-line.ts'
export { lookupIn, type ManifestText } from './lookup-manifests.ts'
export { printParts, showOnly, type StreamPart } from './manifest/stream.ts'
export type { Dependency, ImportValues, Maintainer, Metadata } from './metadata.ts'
export { type RenderOptions, renderChart } from './render.ts'
export type {
  FieldOrigin,
  FieldPath,
  Hook,
  HookDeletePolicy,
  HookEvent,
  RenderedObject,
  RenderedParts,
  RenderedRelease,
  RenderEffect,
  ValueRead,
} from './rendered.ts'
export { checkReleaseName, nameFromTemplate } from './release-name.ts'
export { RenderingFailure } from './rendering-failure.ts'
export { mergeLayers, type UserValues, type ValueLayer, type ValueOrigin } from './values/layer.ts'
export { readPath } from './values/path-syntax.ts'
export type { SetKind } from './values/set-parser.ts'
export { showChart, type ShownPart } from './show.ts'
export type { HelmVersion } from './version.ts'
