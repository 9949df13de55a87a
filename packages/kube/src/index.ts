export { type KubeClient, type KubeList, kubeClient, type Watch, type WatchEvent } from './client.ts'
export {
  describeRef,
  type Json,
  type KubeObject,
  type ObjectMeta,
  type ObjectRef,
  type OwnerReference,
  refOf,
} from './object.ts'
export type {
  DeleteOptions,
  Effect,
  KubeRequest,
  ListScope,
  Operation,
  PatchType,
  WriteOptions,
} from './operation.ts'
export { isStatus, type StatusCause, StatusError, type StatusReason } from './status-error.ts'
export {
  type Condition,
  findCondition,
  isConditionTrue,
  removeCondition,
  setCondition,
} from './condition.ts'
export { isIntOrPercent, type Rounding, scaledValue } from './int-or-percent.ts'
export { findKind, findResource, groupOf, type KindInfo, kindId, kinds, versionOf } from './kinds.ts'
export {
  type Chance,
  generateName,
  isDns1035Label,
  isDnsLabel,
  isDnsSubdomain,
  isLabelKey,
  isLabelValue,
  isPortName,
  nameSuffix,
} from './name.ts'
export { type FieldMatch, parseFieldSelector } from './field-selector.ts'
export {
  formatLabelSelector,
  type LabelMatch,
  type LabelSelector,
  type Labels,
  labelSelectorFaults,
  labelSelectorMatch,
  mapSelectorMatch,
  parseLabelSelector,
} from './label-selector.ts'
export {
  addQuantities,
  compareQuantities,
  formatQuantity,
  isQuantity,
  parseQuantity,
  type Quantity,
  quantityMilliValue,
  quantityValue,
  subtractQuantities,
  zeroQuantity,
} from './quantity.ts'
export { applyJsonPatch, type JsonPatchOperation } from './patch/json-patch.ts'
export { isJsonObject, isSameJson, type JsonObject } from './patch/json-value.ts'
export { applyMergePatch, createMergePatch } from './patch/merge-patch.ts'
export type { MergeSchema } from './patch/merge-schema.ts'
export { applyStrategicMerge } from './patch/strategic-merge.ts'
export { jobCompletion, podCompletion, type Readiness, readiness } from './readiness.ts'
export { formatTimestamp, parseTimestamp } from './timestamp.ts'
export { crdSchema } from './schema/crd-schema.ts'
export {
  fieldSchemaOf,
  findSchema,
  itemSchemaOf,
  resolveSchema,
  type Schema,
  schemaName,
  type SchemaNode,
  type SchemaType,
} from './schema/schema.ts'
export { mergeSchemaOf } from './schema/merge-schema-of.ts'
export { type SchemaFinding, validateSchema } from './schema/validate-schema.ts'
