import { isSameJson } from '@seaworthy/kube'
import type { FieldOrigin, FieldPath, RenderedRelease } from '../rendered.ts'
import { formatPath } from '../values/path-syntax.ts'
import { DocumentPlaces, type TextPlace } from './document-places.ts'
import { fieldAt, leavesOf } from './leaf.ts'
import type { ExplainedObject } from './object-query.ts'
import { isSecretField, SecretValues, showsContent } from './secret-values.ts'
import { HIDDEN, ShownFields } from './shown-field.ts'
import { sourcesOf, type UsedValue, usedValue } from './used-value.ts'

export interface ObjectId {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

/** One field of a rendered object, from what was printed back to the lines that decided it. */
export interface FieldExplanation {
  readonly object: ObjectId
  /** The template file, as in `# Source:`. */
  readonly source: string
  readonly path: string
  /** Absent where it is hidden; texts in it that go into a Secret are replaced with `(hidden)`. */
  readonly value?: unknown
  /** It is the content of a Secret, or computed from a value that goes into one. */
  readonly hidden: boolean
  /** The line of the rendered document, counted within it. */
  readonly rendered?: TextPlace
  /** The place in a template that wrote it; absent for CRDs, which are copied. */
  readonly written?: TextPlace
  /** The includes that led there, outermost first. */
  readonly via: readonly TextPlace[]
  readonly values: readonly UsedValue[]
  /** What decided that it is there, or which of several values it has. */
  readonly guards: readonly UsedValue[]
  /** What decided at which place of its lists it stands. */
  readonly position: readonly UsedValue[]
  /** `Release.Name`, `Chart.AppVersion`, `random`. */
  readonly inputs: readonly string[]
}

/** Explains fields of one release; what several of them need is found once. */
export class Explainer {
  readonly release: RenderedRelease
  readonly secrets: SecretValues
  private readonly shown: ShownFields
  private readonly values = new Map<string, UsedValue>()
  private readonly documents = new Map<string, DocumentPlaces>()
  private readonly templates = new Map<string, readonly string[]>()

  /** The release must have been rendered with `trace`. */
  constructor(release: RenderedRelease) {
    this.release = release
    this.secrets = new SecretValues(release)
    this.shown = new ShownFields(release, (path) => this.secrets.has(path))
  }

  /** A field that holds no others, and what decided it. */
  field(at: ExplainedObject, path: FieldPath): FieldExplanation {
    const value = fieldAt(at.object, path)
    const origin = at.origin(path)
    const shown = this.shown.leaf(at, path, value, () => origin)
    const hidden = isSecretField(at, path) || shown === HIDDEN
    const rendered = this.renderedPlace(at, path, !isSameJson(shown, value))
    return {
      object: objectId(at, this.release),
      source: at.source,
      path: formatPath(path),
      ...(!hidden && value !== undefined && { value: shown }),
      hidden,
      ...(rendered !== undefined && { rendered }),
      ...(origin !== undefined && { written: this.templatePlace(origin, hidden ? value : '') }),
      via: (origin?.via ?? []).map((call) => this.templatePlace(call, '')),
      values: (origin?.values ?? []).map((each) => this.value(each)),
      guards: (origin?.guards ?? []).map((each) => this.value(each)),
      position: (origin?.position ?? []).map((each) => this.value(each)),
      inputs: origin?.inputs ?? [],
    }
  }

  /** Every leaf at and below a path. */
  fields(at: ExplainedObject, path: FieldPath = []): FieldExplanation[] {
    return leavesOf(fieldAt(at.object, path), path).map((leaf) => this.field(at, leaf.path))
  }

  value(path: string): UsedValue {
    const known = this.values.get(path)
    if (known !== undefined) return known
    const found = usedValue(this.release, path, this.secrets)
    this.values.set(path, found)
    return found
  }

  private templateLines(file: string): readonly string[] {
    const lines = this.templates.get(file) ?? sourcesOf(this.release).templateText(file)?.split('\n') ?? []
    this.templates.set(file, lines)
    return lines
  }

  private renderedPlace(at: ExplainedObject, path: FieldPath, hidden: boolean): TextPlace | undefined {
    const document = this.documents.get(at.text) ?? new DocumentPlaces(at.text, at.source)
    this.documents.set(at.text, document)
    const place = document.place([...at.inDocument, ...path])
    if (place === undefined || !hidden) return place
    const { source: _source, ...rest } = place
    return rest
  }

  private templatePlace(
    { file, line, column }: Pick<FieldOrigin, 'file' | 'line' | 'column'>,
    secret: unknown,
  ): TextPlace {
    const source = this.templateLines(file)[line - 1]
    const isShown = source !== undefined && !showsContent(source, secret)
    return { file, line, column, ...(isShown && { source }) }
  }
}

export function objectId({ object }: ExplainedObject, release: RenderedRelease): ObjectId {
  const { apiVersion, kind, metadata } = object
  const namespace = metadata?.namespace
  return {
    apiVersion,
    kind,
    name: metadata?.name ?? '',
    ...(namespace !== undefined && namespace !== release.namespace && { namespace }),
  }
}
