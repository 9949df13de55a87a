import { blockScalar, yamlScalar, yamlText } from './yaml-text.ts'

/** Data as the lines of a YAML block, for files that are no templates: `values.yaml`, `Chart.yaml`. */
export function yamlFields(map: object, depth: number): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => yamlField(yamlText(key), value, depth))
}

/** One field with whatever it holds. */
export function yamlField(key: string, value: unknown, depth: number): readonly string[] {
  const pad = ' '.repeat(depth)
  if (isEmptyContainer(value)) return [`${pad}${key}: ${Array.isArray(value) ? '[]' : '{}'}`]
  if (Array.isArray(value)) return [`${pad}${key}:`, ...value.flatMap((each) => yamlItem(each, depth + 2))]
  if (typeof value === 'object' && value !== null) return [`${pad}${key}:`, ...yamlFields(value, depth + 2)]
  const block = typeof value === 'string' ? blockScalar(value) : undefined
  if (block === undefined) return [`${pad}${key}: ${yamlScalar(value as string)}`]
  return [
    `${pad}${key}: ${block.header}`,
    ...block.lines.map((line) => (line === '' ? '' : `${pad}  ${line}`)),
  ]
}

function yamlItem(item: unknown, depth: number): readonly string[] {
  const pad = ' '.repeat(depth)
  if (isEmptyContainer(item)) return [`${pad}- ${Array.isArray(item) ? '[]' : '{}'}`]
  if (typeof item !== 'object' || item === null) return [`${pad}- ${yamlScalar(item as string)}`]
  const lines = Array.isArray(item)
    ? item.flatMap((each) => yamlItem(each, depth + 2))
    : yamlFields(item, depth + 2)
  const [first = '', ...rest] = lines
  return [`${pad}- ${first.trimStart()}`, ...rest]
}

function isEmptyContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
