import type { FieldPath, RenderedObject, RenderedRelease } from '../rendered.ts'
import { readPath } from '../values/path-syntax.ts'
import { leavesOf } from './leaf.ts'
import { explainable } from './object-query.ts'

/** Whether a field holds what must not be shown: all of a Secret's content. */
export function isSecretField({ object }: RenderedObject, path: FieldPath): boolean {
  return object.kind === 'Secret' && object.apiVersion === 'v1' && isContent(path[0])
}

function isContent(key: string | number | undefined): boolean {
  return key === 'data' || key === 'stringData'
}

/** Whether a template line holds a part of a secret that it writes, as text or as literals of its actions; or of what is in base64. */
export function showsContent(line: string, value: unknown): boolean {
  const pieces = line
    .replace(/^\s*(- )?[\w.-]+:/, '')
    .split(/\{\{|\}\}|["'`]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= 3)
  return leavesOf(value).some(({ value: leaf }) => {
    const text = String(leaf)
    const texts = [text, Buffer.from(text, 'base64').toString('utf8'), Buffer.from(text).toString('base64')]
    return texts.some(
      (each) => each !== '' && (line.includes(each) || pieces.some((piece) => each.includes(piece))),
    )
  })
}

/** Which values go into Secrets, so that they are hidden wherever values are shown. */
export class SecretValues {
  private readonly paths: readonly (readonly (string | number)[])[]

  constructor(release: RenderedRelease) {
    const secrets = explainable(release).filter((each) => isSecretField(each, ['data']))
    const texts = secrets.flatMap((secret) =>
      leavesOf(secret.object)
        .filter(({ path }) => isSecretField(secret, path))
        .flatMap(({ path }) => secret.origin(path)?.values ?? []),
    )
    this.paths = [...new Set(texts)].map(readPath)
  }

  /** Of a value that goes into a Secret, that holds one that does, or that is part of one. */
  has(path: readonly (string | number)[]): boolean {
    return this.paths.some((secret) => {
      const length = Math.min(secret.length, path.length)
      return secret.slice(0, length).every((step, index) => step === path[index])
    })
  }
}
