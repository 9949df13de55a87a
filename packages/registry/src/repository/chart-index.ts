import { SemanticVersion, VersionConstraint, VersionError } from '@seaworthy/gotemplate'
import { toObject } from '@seaworthy/yaml'
import { registryFailure } from '../failure.ts'
import { fieldText } from './field-text.ts'
import { indexFieldFault } from './index-fields.ts'
import { parsedVersion } from './parsed-version.ts'
import { splitIndex } from './split-index.ts'
import { readYamlFile } from './yaml-file.ts'

/** One version of a chart in a repository. */
export interface ChartVersion {
  readonly name: string
  readonly version: string
  readonly urls: readonly string[]
  /** sha256 of the archive in hexadecimal, with or without `sha256:`; empty where the index has none. */
  readonly digest: string
}

/** The charts of a repository. */
export interface ChartIndex {
  names(): Iterable<string>
  /** Newest first; undefined for a chart that is not there. */
  get(name: string): readonly ChartVersion[] | undefined
}

/** Takes what Helm logs of an entry that it leaves out; the place is that in the source of Helm 3.21.4. */
export type WarnOfEntry = (text: string, place3: string) => void

/**
 * Reads an `index.yaml`, which may be JSON too. Entries that cannot be are left out with a warning (rule: `pkg/repo/v1/index.go`,
 * loadIndex). `source` is where it came from, for what is said. Where an index is written as Helm writes it, a chart is read when it
 * is asked for.
 */
export function readIndex(text: string, source: string, warn: WarnOfEntry): ChartIndex {
  const blocks = splitIndex(text)
  if (blocks === undefined) return readWhole(text, source, warn)
  const read = new Map<string, readonly ChartVersion[]>()
  return {
    names: () => blocks.keys(),
    get: (name) => {
      const block = blocks.get(name)
      if (block === undefined || read.has(name)) return read.get(name)
      const only = readWhole(`apiVersion: v1\nentries:\n  ${name}:\n${block}`, source, warn).get(name) ?? []
      read.set(name, only)
      return only
    },
  }
}

function readWhole(text: string, source: string, warn: WarnOfEntry): ChartIndex {
  if (text === '') throw registryFailure('empty index.yaml file', { code: 'repository-index' })
  const root = parsed(text, source)
  const index = new Map<string, readonly ChartVersion[]>()
  for (const [name, listed] of Object.entries(root.entries ?? {})) {
    // Helm looks from the end, which its warnings show.
    const good = (listed ?? []).toReversed().flatMap((each) => entryOf(name, each, source, warn))
    index.set(name, newestFirst(good.reverse()))
  }
  if (!root.apiVersion) throw registryFailure('no API version specified', { code: 'repository-index' })
  return { names: () => index.keys(), get: (name) => index.get(name) }
}

interface IndexRoot {
  readonly apiVersion?: string
  readonly entries?: Readonly<Record<string, readonly (Readonly<Record<string, unknown>> | null)[] | null>>
}

/** Valid JSON may hold fields that Helm does not know, YAML may not. */
function parsed(text: string, source: string): IndexRoot {
  const json = asJson(text)
  const root: unknown = json === undefined ? toObject(readYamlFile(source, text)) : json
  const fault = indexFieldFault(root, json === undefined)
  if (fault !== undefined) throw registryFailure(fault, { code: 'repository-index' })
  return root ?? {}
}

function asJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // A flow mapping of YAML begins like JSON.
    return undefined
  }
}

function entryOf(
  name: string,
  fields: Readonly<Record<string, unknown>> | null,
  source: string,
  warn: WarnOfEntry,
): ChartVersion[] {
  const skipping = `skipping loading invalid entry for chart ${JSON.stringify(name)}`
  if (fields === null) {
    warn(`${skipping} from ${source}: empty entry`, 'index.go:359')
    return []
  }
  const text = (field: string) => fieldText(fields[field])
  const version = text('version')
  const fault = entryFault(text('name'), version, text('type'))
  if (fault !== undefined) {
    warn(`${skipping} ${JSON.stringify(version)} from ${source}: validation: ${fault}`, 'index.go:371')
    return []
  }
  const urls = Array.isArray(fields['urls']) ? fields['urls'].map(String) : []
  return [{ name: text('name'), version, urls, digest: text('digest') }]
}

/** The rules for `Chart.yaml` that an index can break. */
function entryFault(name: string, version: string, type: string): string | undefined {
  if (name === '') return 'chart.metadata.name is required'
  if (name === '.' || name === '..') return `chart.metadata.name ${JSON.stringify(name)} is not allowed`
  if (name.includes('/')) return `chart.metadata.name ${JSON.stringify(name)} is invalid`
  if (version === '') return 'chart.metadata.version is required'
  if (parsedVersion(version) === undefined)
    return `chart.metadata.version ${JSON.stringify(version)} is invalid`
  return ['', 'application', 'library'].includes(type)
    ? undefined
    : 'chart.metadata.type must be application or library'
}

function newestFirst(versions: readonly ChartVersion[]): ChartVersion[] {
  const parsed = new Map(versions.map((each) => [each, SemanticVersion.parse(each.version)]))
  const order = (a: ChartVersion, b: ChartVersion) => {
    const [left, right] = [parsed.get(a), parsed.get(b)]
    return left === undefined || right === undefined ? 0 : right.compare(left)
  }
  return [...versions].sort(order)
}

/**
 * The version of a chart that a wish means: written exactly so, else the newest that the range admits; without a wish the
 * newest that is no pre-release (rule: `IndexFile.Get`). Throws with Helm's words, without the chart's name around them.
 */
export function chosenVersion(
  index: ChartIndex,
  name: string,
  wish: string,
  warn: (requested: string, selected: string) => void,
): ChartVersion {
  const versions = index.get(name)
  if (versions === undefined) throw notFound('no chart name found')
  if (versions.length === 0) throw notFound('no chart version found')
  const constraint = parsedConstraint(wish || '*')
  const exact = versions.find(({ version }) => version === wish)
  if (exact !== undefined) return exact
  const found = versions.find(({ version }) => constraint.allows(SemanticVersion.parse(version)))
  if (found === undefined) throw notFound(`no chart version found for ${name}-${wish}`)
  if (wish !== '' && !isRange(wish)) warn(wish, found.version)
  return found
}

/** A range. Throws with the words of Masterminds' semver. */
export function parsedConstraint(text: string): VersionConstraint {
  try {
    return VersionConstraint.parse(text)
  } catch (error) {
    if (!(error instanceof VersionError)) throw error
    throw registryFailure(error.message, {
      code: 'version-constraint',
      help: 'write a version like 1.2.3 or a range like ^1.2',
    })
  }
}

function notFound(message: string) {
  return registryFailure(message, { code: 'chart-not-found' })
}

/** `1.2` is meant exactly and may be wrong, `^1.2` is a range. */
function isRange(wish: string): boolean {
  return /[\^~<>=!*]|\|\|| - /.test(wish) || /[xX]/.test(wish.split(/[-+]/, 1)[0] ?? '')
}
