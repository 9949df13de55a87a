import { Explainer } from '../explain/explain-field.ts'
import { leavesOf } from '../explain/leaf.ts'
import { type ExplainedObject, explainable } from '../explain/object-query.ts'
import { sourcesOf, type UsedValue } from '../explain/used-value.ts'
import { groupOf } from '@seaworthy/kube'
import type { FieldPath, RenderedRelease } from '../rendered.ts'
import { formatPath, readPath } from '../values/path-syntax.ts'
import type { HelmVersion } from '../version.ts'

/** One side of a comparison: a render with tracing, and what changes from render to render. */
export class DiffSide {
  readonly release: RenderedRelease
  readonly helmVersion: HelmVersion
  readonly objects: ReadonlyMap<string, ExplainedObject>
  private readonly explainer: Explainer
  private readonly unstable: ReadonlySet<string>

  /** `again` is the same render with another seed and another time; needed only where the templates ask for them. */
  constructor(release: RenderedRelease, helmVersion: HelmVersion, again?: RenderedRelease) {
    this.release = release
    this.helmVersion = helmVersion
    this.objects = objectsById(release)
    this.explainer = new Explainer(release)
    this.unstable = new Set(again === undefined ? [] : unstableFields(this.objects, objectsById(again)))
  }

  /** Whether a field, or something in it, differs on every render. */
  isUnstable(at: ExplainedObject, path: FieldPath): boolean {
    const key = fieldKey(at, path)
    return (
      this.unstable.has(key) ||
      [...this.unstable].some((each) => each.startsWith(`${key}.`) || each.startsWith(`${key}[`))
    )
  }

  /** All objects of the document that an object is in: several of a `List`. */
  inDocumentOf({ source, text }: ExplainedObject): ExplainedObject[] {
    return [...this.objects.values()].filter((each) => each.source === source && each.text === text)
  }

  /** Whether a value goes into a Secret. */
  isSecret(path: readonly (string | number)[]): boolean {
    return this.explainer.secrets.has(path)
  }

  value(path: string): UsedValue {
    return this.explainer.value(path)
  }

  /** The value itself, to compare it; what is shown may be hidden. */
  plainValue(path: string): unknown {
    return sourcesOf(this.release).value(readPath(path))
  }

  /** What `Release.Name` and the like are; undefined for inputs that are no short text. */
  input(name: string): string | undefined {
    const { release } = this
    const known: Readonly<Record<string, string | undefined>> = {
      'Release.Name': release.name,
      'Release.Namespace': release.namespace,
      'Chart.Name': release.chart.name,
      'Chart.Version': release.chart.version,
      'Chart.AppVersion': release.chart.appVersion,
    }
    return Object.hasOwn(known, name) ? known[name] : undefined
  }
}

/** Objects by what they are in a cluster; one that is there twice has a number. */
function objectsById(release: RenderedRelease): Map<string, ExplainedObject> {
  const found = new Map<string, ExplainedObject>()
  for (const each of explainable(release)) {
    const { apiVersion, kind, metadata } = each.object
    const namespace = metadata?.namespace ?? release.namespace
    const id = [groupOf(String(apiVersion)), kind, namespace, metadata?.name].join(' ')
    let key = id
    for (let count = 2; found.has(key); count++) key = `${id} ${count}`
    found.set(key, each)
  }
  return found
}

/** Fields that are not the same in two renders of the same; objects with random names are told as objects. */
function unstableFields(
  once: ReadonlyMap<string, ExplainedObject>,
  again: ReadonlyMap<string, ExplainedObject>,
): string[] {
  return [...once].flatMap(([id, at]) => {
    const other = again.get(id)
    if (other === undefined) return [fieldKey(at, [])]
    const values = new Map(leavesOf(other.object).map(({ path, value }) => [formatPath(path), value]))
    return leavesOf(at.object)
      .filter(({ path, value }) => !Object.is(values.get(formatPath(path)), value) && !isEmpty(value))
      .map(({ path }) => fieldKey(at, path))
  })
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function fieldKey({ object }: ExplainedObject, path: FieldPath): string {
  const { apiVersion, kind, metadata } = object
  return `${apiVersion} ${kind} ${metadata?.namespace ?? ''} ${metadata?.name} ${formatPath(path)}`
}
