import { DiagnosticError } from '@seaworthy/diagnostics'
import { goQuote, LimitError } from '@seaworthy/gotemplate'
import { parseDocuments, toValue } from '@seaworthy/yaml'
import { type ChartFile, textOf } from '../chart/chart-file.ts'
import { StructReader } from '../chart/decode.ts'
import { isYamlFault } from '../chart/load-error.ts'
import type { KubeVersion } from '../engine/capabilities.ts'
import { trimSpace } from '../manifest/split.ts'
import type { HelmVersion } from '../version.ts'
import { deprecationText } from './deprecated-kinds.ts'
import { type KubeDocument, readKubeDocuments } from './kube-documents.ts'
import type { LintFindings } from './lint-message.ts'
import { type LintSubject, yamlFaultText } from './lint-subject.ts'
import { loadedOr } from './loaded-chart.ts'
import { objectNameText } from './object-name.ts'
import { type LintRenderOptions, renderForLint } from './render-for-lint.ts'

const folder = 'templates/'

/** The rules for templates and for what they render (rules/template.go). */
export function templateRules(
  subject: LintSubject,
  findings: LintFindings,
  options: LintRenderOptions,
): void {
  const { version, kube } = options
  if (!folderRules(subject, findings, version)) return
  const chart = loadedOr(subject, version, (message) => findings.rule('ERROR', folder, message))
  if (chart === undefined) return
  const rendered = rendering(() => renderForLint(chart, options))
  if (rendered === undefined) return
  if (!findings.rule('ERROR', folder, typeof rendered === 'string' ? rendered : undefined)) return
  if (typeof rendered === 'string') return
  for (const file of chart.templates) {
    sourceRules(file, findings, version)
    if (!isManifest(file.name, version)) continue
    const text = rendered.get(file.name) ?? ''
    if (trimSpace(text) !== '' && !manifestRules(file.name, text, findings, version, kube)) return
  }
}

/** What is rendered, or why it is not: Helm stops at the first fault, and that is told. */
function rendering<T>(render: () => T): T | string {
  try {
    return render()
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error
    const { message = '', help } = error.diagnostics[0] ?? {}
    // Helm has no limits: how to raise one is no more than what follows its words.
    return error instanceof LimitError && help !== undefined ? `${message} (${help})` : message
  }
}

/** Helm 3 takes no folder for an answer, and a file for a remark. */
function folderRules(subject: LintSubject, findings: LintFindings, version: HelmVersion): boolean {
  const kind = subject.kindOf('templates')
  if (version !== '4.2')
    return findings.rule('WARNING', folder, kind === 'file' ? 'not a directory' : undefined)
  if (!findings.rule('WARNING', folder, kind === undefined ? 'directory does not exist' : undefined))
    return false
  return findings.rule('ERROR', folder, kind === 'file' ? 'not a directory' : undefined)
}

function sourceRules(file: ChartFile, findings: LintFindings, version: HelmVersion): void {
  findings.rule('ERROR', file.name, extensionFault(file.name))
  if (version === '4.2') return
  const text = textOf(file)
  findings.rule(
    'WARNING',
    file.name,
    /"?helm\.sh\/hook"?:[\t\n\f\r ]+crd-install/.test(text) ? crdHook : undefined,
  )
  findings.rule('ERROR', file.name, text.includes('.Release.Time') ? releaseTime : undefined)
}

const crdHook =
  'manifest is a crd-install hook. This hook is no longer supported in v3 and all CRDs should also exist the crds/ directory ' +
  'at the top level of the chart'
const releaseTime =
  '.Release.Time has been removed in v3, please replace with the `now` function in your templates'

function extensionFault(name: string): string | undefined {
  const extension = extensionOf(name)
  if (['.yaml', '.yml', '.tpl', '.txt'].includes(extension)) return undefined
  return `file extension '${extension}' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt`
}

function extensionOf(name: string): string {
  return /\.[^./]*$/.exec(name)?.[0] ?? ''
}

function isManifest(name: string, version: HelmVersion): boolean {
  const extension = extensionOf(name)
  return version === '4.2' ? ['.yaml', '.yml'].includes(extension.toLowerCase()) : extension === '.yaml'
}

/** Whether everything in the file could be read; after one that cannot, Helm looks at no other. */
function manifestRules(
  file: string,
  text: string,
  findings: LintFindings,
  version: HelmVersion,
  { major, minor }: KubeVersion,
): boolean {
  findings.rule('WARNING', file, indentFault(text))
  for (const document of readKubeDocuments(text, version)) {
    if ('fault' in document) return findings.rule('ERROR', file, `unable to parse YAML: ${document.fault}`)
    const { apiVersion, kind, name } = document
    findings.rule('WARNING', file, objectNameText(kind, name))
    findings.rule('WARNING', file, deprecationText(apiVersion, kind, Number(major), Number(minor)))
    findings.rule('ERROR', file, selectorFault(document, text))
    if (kind === 'List') findings.rule('ERROR', file, listFault(text, version))
  }
  return true
}

/** Go's line scanner takes lines of less than 64 KiB. */
const longestLine = 64 * 1024

function indentFault(text: string): string | undefined {
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '')
    if (Buffer.byteLength(raw) >= longestLine) return 'bufio.Scanner: token too long'
    if (trimSpace(line) === '') continue
    if (!/^[ \t]/.test(line)) return undefined
    return `document starts with an illegal indent: ${goQuote(line)}, which may cause parsing problems`
  }
  return undefined
}

/** The words are looked for anywhere in the file. */
function selectorFault({ kind, name }: KubeDocument, text: string): string | undefined {
  if (!['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'].includes(kind)) return undefined
  if (text.includes('matchLabels') || text.includes('matchExpressions')) return undefined
  return `a ${kind} must contain matchLabels or matchExpressions, and ${goQuote(name)} does not`
}

/** Of a file with a List, its first document is asked. */
function listFault(text: string, version: HelmVersion): string | undefined {
  const word = version === '4.2' ? 'annotation' : 'Annotation'
  try {
    return hasPolicy(text) ? `${word} 'helm.sh/resource-policy' within List objects are ignored` : undefined
  } catch (error) {
    if (isYamlFault(error)) return `unable to parse YAML: ${yamlFaultText(error)}`
    throw error
  }
}

function hasPolicy(text: string): boolean {
  for (const { root } of parseDocuments(text)) {
    toValue(root)
    const items = new StructReader(root, '').list(
      'Items',
      '[]struct { Metadata struct { Annotations map[string]string } }',
    )
    const annotations = items.map((item) => {
      const metadata = new StructReader(item, '', { path: 'Items.' }).node('Metadata')
      return new StructReader(metadata, '', { path: 'Items.Metadata.' }).textMap('Annotations')
    })
    return annotations.some((each) => each !== undefined && Object.hasOwn(each, 'helm.sh/resource-policy'))
  }
  return false
}
