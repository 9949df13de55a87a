import { fromBytes, goQuote, SemanticVersion, typeName, VersionError } from '@seaworthy/gotemplate'
import { parseDocuments, toValue, type YamlNode } from '@seaworthy/yaml'
import { type StructReader } from '../chart/decode.ts'
import { isYamlFault } from '../chart/load-error.ts'
import { metadataReader, readDependencies, readMaintainers } from '../chart/read-metadata.ts'
import type { Dependency, Maintainer } from '../metadata.ts'
import type { HelmVersion } from '../version.ts'
import { isEmailAddress } from './email-address.ts'
import type { LintFindings } from './lint-message.ts'
import { type LintSubject, yamlFaultText } from './lint-subject.ts'
import { strictFault } from './unknown-fields.ts'
import { isRequestUrl, isWebAddress } from './web-address.ts'

const file = 'Chart.yaml'

/** Chart.yaml as it is written, before Helm cleans and completes it. */
interface WrittenMetadata {
  readonly apiVersion: string
  readonly name: string
  readonly version: string
  readonly type: string
  readonly icon: string
  readonly sources: readonly string[]
  readonly maintainers: readonly (Maintainer | null)[]
  readonly dependencies: readonly Dependency[]
}

/** The rules for Chart.yaml (rules/chartfile.go), in their order. */
export function chartYamlRules(subject: LintSubject, findings: LintFindings, version: HelmVersion): void {
  const isFolder = subject.kindOf(file) === 'folder'
  findings.rule('ERROR', file, isFolder ? 'should be a file, not a directory' : undefined)
  const read = readChartYaml(subject, version)
  const isReadable = findings.rule(
    'ERROR',
    file,
    'fault' in read ? `unable to parse YAML\n\t${read.fault}` : undefined,
  )
  if (!isReadable || 'fault' in read) return
  const { root, metadata } = read
  const error = (text: string | undefined) => findings.rule('ERROR', file, text)
  if (version === '4.2') {
    const strict = strictFault(root, read.text)
    const text =
      strict === undefined ? undefined : `failed to strictly parse chart metadata file\n\t${strict}`
    findings.rule('WARNING', file, text)
  }
  error(nameFault(metadata))
  error(apiVersionFault(metadata))
  error(textTypeFault(root, 'version'))
  error(versionFault(metadata))
  error(textTypeFault(root, 'appVersion'))
  error(maintainerFault(metadata))
  error(sourceFault(metadata))
  findings.rule('INFO', file, metadata.icon === '' ? 'icon is recommended' : undefined)
  const { icon } = metadata
  error(icon !== '' && !isRequestUrl(icon) ? `invalid icon URL '${icon}'` : undefined)
  error(typeFault(metadata))
  error(dependenciesFault(metadata))
  if (version === '4.2') findings.rule('WARNING', file, strictVersionFault(metadata))
}

type Read =
  | { readonly fault: string }
  | { readonly text: string; readonly root: YamlNode | undefined; readonly metadata: WrittenMetadata }

function readChartYaml(subject: LintSubject, version: HelmVersion): Read {
  const data = subject.read(file)
  if (data === undefined) return { fault: `read ${subject.folder}/${file}: is a directory` }
  try {
    const text = fromBytes(data)
    const root = firstRoot(text)
    return { text, root, metadata: writtenMetadata(metadataReader(root, version), version) }
  } catch (error) {
    if (isYamlFault(error)) return { fault: yamlFaultText(error) }
    throw error
  }
}

/** The first document, which must have a form in JSON. Throws the faults of the YAML. */
function firstRoot(text: string): YamlNode | undefined {
  for (const { root } of parseDocuments(text)) {
    toValue(root)
    return root
  }
  return undefined
}

function writtenMetadata(chart: StructReader, version: HelmVersion): WrittenMetadata {
  const others = ['home', 'description', 'condition', 'tags', 'appVersion', 'kubeVersion']
  for (const field of others) chart.text(field)
  chart.texts('keywords')
  chart.flag('deprecated')
  chart.textMap('annotations')
  return {
    apiVersion: chart.text('apiVersion'),
    name: chart.text('name'),
    version: chart.text('version'),
    type: chart.text('type'),
    icon: chart.text('icon'),
    sources: chart.texts('sources'),
    maintainers: readMaintainers(chart, version),
    dependencies: readDependencies(chart, version),
  }
}

function nameFault({ name }: WrittenMetadata): string | undefined {
  if (name === '') return 'name is required'
  const base = name.replace(/\/+$/, '').split('/').at(-1) || '/'
  return base === name ? undefined : `chart name ${goQuote(name)} is invalid`
}

function apiVersionFault({ apiVersion }: WrittenMetadata): string | undefined {
  const either = 'The value must be either "v1" or "v2"'
  if (apiVersion === '') return `apiVersion is required. ${either}`
  return ['v1', 'v2'].includes(apiVersion) ? undefined : `apiVersion '${apiVersion}' is not valid. ${either}`
}

/** Numbers become text where Helm reads them, and a trailing zero is gone then. */
function textTypeFault(root: YamlNode | undefined, field: string): string | undefined {
  const chart = toValue(root)
  if (!(chart instanceof Map)) return undefined
  const value = chart.get(field)
  if (value === undefined || typeof value === 'string') return undefined
  const type = value === null ? '<nil>' : typeName(value)
  return `${field} should be of type string but it's of type ${type}`
}

function parseVersion(text: string): SemanticVersion | undefined {
  try {
    return SemanticVersion.parse(text)
  } catch (error) {
    if (error instanceof VersionError) return undefined
    throw error
  }
}

/** Everything is more than 0.0.0-0 but that itself. */
function versionFault({ version }: WrittenMetadata): string | undefined {
  if (version === '') return 'version is required'
  if (parseVersion(version) === undefined) return `version '${version}' is not a valid SemVer`
  const isLeast = /^v?0+(\.0+){0,2}-0(\+.*)?$/.exec(version)
  if (isLeast === null) return undefined
  return `version "0.0.0-0${isLeast[2] ?? ''}" is less than or equal to "0.0.0-0"`
}

/** semver.org, to the letter (Masterminds, StrictNewVersion). */
function strictVersionFault({ version }: WrittenMetadata): string | undefined {
  const number = '(?:0|[1-9]\\d*)'
  const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*'
  const strict = new RegExp(`^${number}\\.${number}\\.${number}(?:-(${identifiers}))?(?:\\+${identifiers})?$`)
  const match = strict.exec(version)
  const hasLeadingZero = (match?.[1] ?? '').split('.').some((each) => /^0\d+$/.test(each))
  const isValid = match !== null && !hasLeadingZero && parseVersion(version) !== undefined
  return isValid ? undefined : `version '${version}' is not a valid SemVerV2`
}

function maintainerFault({ maintainers }: WrittenMetadata): string | undefined {
  for (const maintainer of maintainers) {
    if (maintainer === null) return 'a maintainer entry is empty'
    const { name, email, url } = maintainer
    if (name === '') return 'each maintainer requires a name'
    if (email !== '' && !isEmailAddress(email)) return `invalid email '${email}' for maintainer '${name}'`
    if (url !== '' && !isWebAddress(url)) return `invalid url '${url}' for maintainer '${name}'`
  }
  return undefined
}

function sourceFault({ sources }: WrittenMetadata): string | undefined {
  const bad = sources.find((source) => !isRequestUrl(source))
  return bad === undefined ? undefined : `invalid source URL '${bad}'`
}

function typeFault({ type, apiVersion }: WrittenMetadata): string | undefined {
  if (type === '' || apiVersion === 'v2') return undefined
  return `chart type is not valid in apiVersion '${apiVersion}'. It is valid in apiVersion 'v2'`
}

function dependenciesFault({ dependencies, apiVersion }: WrittenMetadata): string | undefined {
  if (dependencies.length === 0 || apiVersion === 'v2') return undefined
  return `dependencies are not valid in the Chart file with apiVersion '${apiVersion}'. They are valid in apiVersion 'v2'`
}
