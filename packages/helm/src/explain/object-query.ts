import { didYouMean, failure } from '@seaworthy/diagnostics'
import { findResource, groupOf } from '@seaworthy/kube'
import type { KubeObject } from '@seaworthy/kube'
import type { FieldPath, RenderedObject, RenderedRelease } from '../rendered.ts'

/** An object that can be explained; an item of a `List` knows where in its document it stands. */
export interface ExplainedObject extends RenderedObject {
  readonly inDocument: FieldPath
}

/** Everything of a release that has fields: CRDs, ordinary objects, hooks; of a `List` its items. */
export function explainable({ crds, objects, hooks }: RenderedRelease): readonly ExplainedObject[] {
  return [...crds, ...objects, ...hooks].flatMap((each) => unpacked({ ...each, inDocument: [] }))
}

function unpacked(list: ExplainedObject): ExplainedObject[] {
  const { apiVersion, kind, items } = list.object
  if (apiVersion !== 'v1' || kind !== 'List' || !Array.isArray(items)) return [list]
  return (items as KubeObject[]).flatMap((object, index) =>
    unpacked({
      ...list,
      object,
      origin: (path) => list.origin(['items', index, ...path]),
      inDocument: [...list.inDocument, 'items', index],
    }),
  )
}

/**
 * The objects that a user means: `deploy/web`, `deployments.apps/web`, `Deployment/web`, a name alone, a kind alone, or
 * a template, `templates/web.yaml`: the last two may be several. Throws a `DiagnosticError` with what is there where nothing is meant, or
 * more than one object is meant by a name; one in the namespace of the release is meant before others.
 */
export function findObjects(release: RenderedRelease, query: string): readonly ExplainedObject[] {
  const all = explainable(release)
  const bySource = isTemplate(query) ? all.filter(({ source }) => isSource(source, query)) : []
  if (bySource.length > 0) return bySource
  const [kind, name] = splitQuery(query)
  const found = all.filter(
    (each) => (name === '' || each.object.metadata?.name === name) && (kind === '' || isOfKind(each, kind)),
  )
  if (found.length === 0) {
    const ofKind = kind === '' ? all.filter((each) => isOfKind(each, name)) : []
    if (ofKind.length > 0) return ofKind
    throw notFound(release, query, all)
  }
  if (name === '' || found.length === 1) return found
  const near = found.filter((each) => each.object.metadata?.namespace === release.namespace)
  if (near.length === 1) return near
  throw ambiguous(query, found)
}

/** Whether a template is meant, and not an object. */
export function isTemplate(query: string): boolean {
  return /\.(ya?ml|json|tpl)$/.test(query)
}

function isSource(source: string, query: string): boolean {
  return source === query || source.endsWith(`/${query}`)
}

/** `deploy/web` is a kind and a name, `web` a name, `deploy/` a kind. */
function splitQuery(query: string): [kind: string, name: string] {
  const slash = query.indexOf('/')
  return slash === -1 ? ['', query] : [query.slice(0, slash), query.slice(slash + 1)]
}

function isOfKind({ object }: RenderedObject, word: string): boolean {
  const kind = String(object.kind).toLowerCase()
  const [own = '', ...group] = word.toLowerCase().split('.')
  if (group.length > 0 && group.join('.') !== groupOf(String(object.apiVersion))) return false
  if (own === kind || own === `${kind}s` || own === `${kind}es`) return true
  return findResource(own)?.kind.toLowerCase() === kind
}

/** `Deployment/web`, as messages and did-you-mean name objects. */
export function objectName({ object }: RenderedObject): string {
  return `${object.kind}/${object.metadata?.name ?? ''}`
}

const shown = 12

function notFound(release: RenderedRelease, query: string, all: readonly RenderedObject[]) {
  const names = all.map(objectName)
  const sources = [...new Set(all.map(({ source }) => source))]
  const [kind, name] = splitQuery(query)
  const near = isTemplate(query)
    ? didYouMean(query, [...sources, ...sources.map((source) => source.slice(source.indexOf('/') + 1))])
    : (didYouMean(query, names) ?? nearName(name, kind, all))
  return failure({
    code: 'object-not-rendered',
    message: `this release has no object ${query}`,
    found: listed(names),
    expected: 'KIND/NAME as kubectl takes it (deploy/web), or a template (templates/web.yaml)',
    help: helpFor(release, query, near),
  })
}

function helpFor({ chart, sources }: RenderedRelease, query: string, near: string | undefined): string {
  const isThere = [query, `${chart.name}/${query}`].some((name) => sources?.templateText(name) !== undefined)
  if (isThere) return 'that template writes no object with these values'
  return near === undefined ? 'name one of those that are rendered' : `did you mean ${near}?`
}

/** The release's name is often in front: `deploy/web` for Deployment/shop-web. */
function nearName(name: string, kind: string, all: readonly RenderedObject[]): string | undefined {
  const sameName = all.filter((each) => each.object.metadata?.name === name)
  if (sameName.length > 0) return sameName.map(objectName).join(' or ')
  const ofKind = all.filter((each) => kind === '' || isOfKind(each, kind))
  const named = ofKind.filter((each) => name !== '' && String(each.object.metadata?.name).includes(name))
  const names = (named.length > 0 ? named : ofKind).map(objectName)
  const [only] = names
  return names.length === 1
    ? only
    : didYouMean(
        name,
        names.map((each) => each.split('/')[1] ?? each),
      )
}

function ambiguous(query: string, found: readonly RenderedObject[]) {
  return failure({
    code: 'object-ambiguous',
    message: `${query} is more than one object of this release`,
    found: listed(found.map((each) => `${describe(each)} of ${each.source}`)),
    expected: 'one object',
    help: 'name its kind with its group (deployments.apps/web), its namespace (-n), or its template',
  })
}

function describe(each: RenderedObject): string {
  const { apiVersion, metadata } = each.object
  const namespace = metadata?.namespace === undefined ? '' : ` in ${metadata.namespace}`
  return `${objectName(each)} (${apiVersion})${namespace}`
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing is rendered'
  const rest = names.length - shown
  return `${names.slice(0, shown).join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`
}
