const roots = ['serverinfo', 'apiversion', 'generated', 'entries', 'publickeys', 'annotations']

/** Of `Chart.yaml`, of an entry of an index, and left from Helm 2, in lower case. */
const entryFields = new Set(
  (
    'name home sources version description keywords maintainers icon apiversion condition tags appversion deprecated ' +
    'annotations kubeversion dependencies type urls created removed digest checksum engine tillerversion url'
  ).split(' '),
)

/** Whether Helm's struct for an entry has a field of this name; case does not count. */
export function isEntryField(name: string): boolean {
  return entryFields.has(name.toLowerCase())
}

/**
 * What Go's decoder refuses of an index, in its words: things of the wrong shape and, where `strict`, fields that Helm's
 * structs do not have (`pkg/repo/v1/index.go`, jsonOrYamlUnmarshal).
 */
export function indexFieldFault(root: unknown, strict: boolean): string | undefined {
  const wrapped = (fault: string) =>
    strict ? `error unmarshaling JSON: while decoding JSON: json: ${fault}` : `json: ${fault}`
  if (root === null || root === undefined) return undefined
  if (!isRecord(root)) return wrapped(`cannot unmarshal ${kindOf(root)} into Go value of type repo.IndexFile`)
  const unknown = strict ? Object.keys(root).find((key) => !roots.includes(key.toLowerCase())) : undefined
  if (unknown !== undefined) return wrapped(`unknown field ${JSON.stringify(unknown)}`)
  const fault = entriesFault(root['entries'], strict)
  return fault === undefined ? undefined : wrapped(fault)
}

function entriesFault(entries: unknown, strict: boolean): string | undefined {
  if (entries === undefined || entries === null) return undefined
  if (!isRecord(entries)) return wrongType(entries, 'IndexFile.entries', 'map[string]repo.ChartVersions')
  for (const versions of Object.values(entries)) {
    if (versions === null) continue
    if (!Array.isArray(versions)) return wrongType(versions, 'IndexFile.entries', 'repo.ChartVersions')
    for (const each of versions) {
      const fault = versionFault(each, strict)
      if (fault !== undefined) return fault
    }
  }
  return undefined
}

function versionFault(each: unknown, strict: boolean): string | undefined {
  if (each === null) return undefined
  if (!isRecord(each)) return wrongType(each, 'IndexFile.entries', 'repo.ChartVersion')
  const unknown = strict ? Object.keys(each).find((key) => !isEntryField(key)) : undefined
  if (unknown !== undefined) return `unknown field ${JSON.stringify(unknown)}`
  const { urls = null } = each
  return urls === null || Array.isArray(urls)
    ? undefined
    : wrongType(urls, 'IndexFile.entries.urls', '[]string')
}

function wrongType(value: unknown, field: string, type: string): string {
  return `cannot unmarshal ${kindOf(value)} into Go struct field ${field} of type ${type}`
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
