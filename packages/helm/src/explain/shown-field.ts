import type { FieldOrigin, FieldPath, RenderedRelease } from '../rendered.ts'
import { readPath } from '../values/path-syntax.ts'
import { isNamedSecret } from '../values/secret-name.ts'
import { leavesOf } from './leaf.ts'
import type { ExplainedObject } from './object-query.ts'
import { isSecretField } from './secret-values.ts'
import { sourcesOf } from './used-value.ts'

/** What stands where something is not shown. */
export const HIDDEN = '(hidden)'

/** Shorter texts are no secrets, and are in every word. */
const SHORTEST = 4

/** A checksum tells nothing of what it was made of. */
const digest = /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/

/**
 * What may be shown of the fields of a release: nothing of the content of Secrets, and elsewhere no text of a value that
 * goes into one. Such texts are cut out as they are, in another case, escaped or in base64; a field that is computed from one
 * and holds none of these is hidden as a whole, unless it is a checksum, and so is what lookup finds in a Secret. The names of
 * objects are shown: they are in every line.
 */
export class ShownFields {
  private readonly release: RenderedRelease
  private readonly known = new Map<string, boolean>()
  private readonly isSecret: (path: FieldPath) => boolean

  /** `isSecret` tells of a values path whether it goes into a Secret. */
  constructor(release: RenderedRelease, isSecret: (path: FieldPath) => boolean) {
    this.release = release
    this.isSecret = isSecret
  }

  /** A field, leaf by leaf, as it may be shown: with `HIDDEN` in place of what may not. */
  value(at: ExplainedObject, path: FieldPath, value: unknown): unknown {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
      return this.leaf(at, path, value, () => at.origin(path))
    }
    if (Array.isArray(value)) return value.map((item, index) => this.value(at, [...path, index], item))
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
      key,
      this.value(at, [...path, key], item),
    ])
    return Object.fromEntries(entries)
  }

  /** The document of an object; undefined where it holds what can only be hidden as a whole. `objects` are all that are in it. */
  text({ text }: ExplainedObject, objects: readonly ExplainedObject[]): string | undefined {
    const texts = new Set<string>()
    for (const at of objects) {
      if (isSecretField(at, ['data'])) return undefined
      for (const { path, value } of leavesOf(at.object)) {
        const shown = this.leaf(at, path, value, () => at.origin(path))
        if (shown === value) continue
        if (shown === HIDDEN && !this.textsAt(at, path).includes(String(value))) return undefined
        for (const each of this.textsAt(at, path)) texts.add(each)
      }
    }
    return texts.size === 0 ? text : withoutTexts(text, [...texts])
  }

  /** A field that holds no others. Where it comes from is asked only of texts and numbers. */
  leaf(
    at: ExplainedObject,
    path: FieldPath,
    value: unknown,
    originOf: () => FieldOrigin | undefined,
  ): unknown {
    if (isSecretField(at, path)) return HIDDEN
    if (!isText(value) || isIdentity(path)) return value
    const origin = originOf()
    const sources = origin?.values.filter((each) => this.goesIntoSecret(each)) ?? []
    if (typeof value === 'number') return sources.some(isNamedSecret) ? HIDDEN : value
    if (origin?.inputs.some(isLookedUp) === true) return digest.test(value) ? value : HIDDEN
    const texts = this.textsOf(sources)
    if (texts.length === 0) return value
    const cut = withoutTexts(value, texts)
    return cut !== value || digest.test(value) ? cut : HIDDEN
  }

  private goesIntoSecret(path: string): boolean {
    const known = this.known.get(path) ?? this.isSecret(readPath(path))
    this.known.set(path, known)
    return known
  }

  private textsAt(at: ExplainedObject, path: FieldPath): string[] {
    return this.textsOf((at.origin(path)?.values ?? []).filter((each) => this.goesIntoSecret(each)))
  }

  private textsOf(sources: readonly string[]): string[] {
    return sources.flatMap((source) => {
      const steps = readPath(source)
      return leavesOf(sourcesOf(this.release).value(steps), steps)
        .filter((leaf) => this.isSecret(leaf.path))
        .map((leaf) => (isText(leaf.value) ? String(leaf.value) : ''))
        .filter((text) => text.trim().length >= SHORTEST)
    })
  }
}

/** It comes from a Secret of the cluster; which of its texts are in a field is not known. */
function isLookedUp(input: string): boolean {
  return /^lookup v1 Secret( |$)/.test(input)
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function isIdentity([first, second]: FieldPath): boolean {
  return (
    first === 'apiVersion' ||
    first === 'kind' ||
    (first === 'metadata' && (second === 'name' || second === 'namespace'))
  )
}

function withoutTexts(value: string, texts: readonly string[]): string {
  const forms = [...new Set(texts.flatMap(formsOf))].sort((a, b) => b.length - a.length)
  const plain = forms.reduce((text, form) => text.replace(new RegExp(escaped(form), 'gi'), HIDDEN), value)
  return plain.replace(/[A-Za-z0-9+/_-]{6,}={0,2}/g, (run) => {
    const decoded = Buffer.from(run, 'base64').toString('utf8')
    return texts.some((text) => decoded.includes(text.trim())) ? HIDDEN : run
  })
}

/** A text as it is, as in JSON and as in an address. */
function formsOf(text: string): string[] {
  const trimmed = text.trim()
  return [trimmed, JSON.stringify(trimmed).slice(1, -1), encodeURIComponent(trimmed)]
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
