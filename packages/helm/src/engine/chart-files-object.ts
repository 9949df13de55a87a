import {
  type GoMap,
  type GoMethod,
  GoStruct,
  type GoValue,
  TemplateFunctionError,
} from '@seaworthy/gotemplate'
import { type ChartFile, textOf } from '../chart/chart-file.ts'
import type { HelmVersion } from '../version.ts'
import { compileGlob } from './glob.ts'
import { GoBytes } from './go-bytes.ts'
import { toYamlOrEmpty } from './to-yaml.ts'

/** `.Files`: what a chart holds besides templates and values. */
export class FilesObject extends GoStruct {
  override readonly typeName = 'engine.files'
  private readonly files: ReadonlyMap<string, ChartFile>
  private readonly version: HelmVersion
  private bytes: GoMap | undefined

  constructor(files: Iterable<ChartFile>, version: HelmVersion) {
    super()
    this.version = version
    this.files = new Map(Array.from(files, (file) => [file.name, file]))
  }

  override underlying(): GoMap {
    this.bytes ??= new FilesMap([...this.files].map(([name, file]) => [name, new GoBytes(file.data)]))
    return this.bytes
  }

  override elementType(): string {
    return '[]uint8'
  }

  override jsonValue(): GoValue {
    return this.underlying()
  }

  override kind() {
    return 'map' as const
  }

  override field(): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    switch (name) {
      case 'Get':
        return method(['string'], ([path]) => this.contentOf(path as string))
      case 'GetBytes':
        return method(
          ['string'],
          ([path]) => new GoBytes(this.files.get(path as string)?.data ?? new Uint8Array()),
        )
      case 'Lines':
        return method(['string'], ([path]) => this.lines(path as string))
      case 'Glob':
        return method(['string'], ([pattern]) => this.glob(pattern as string), 100 * this.files.size)
      case 'AsConfig':
        return method([], () => this.asMap((file) => textOf(file)), this.allBytes())
      case 'AsSecrets':
        return method(
          [],
          () => this.asMap((file) => Buffer.from(file.data).toString('base64')),
          this.allBytes(),
        )
      default:
        return undefined
    }
  }

  private allBytes(): number {
    let bytes = 0
    for (const { data } of this.files.values()) bytes += data.length
    return bytes
  }

  private contentOf(path: string): string {
    const file = this.files.get(path)
    return file === undefined ? '' : textOf(file)
  }

  private lines(path: string): GoValue {
    const file = this.files.get(path)
    if (file === undefined) return []
    const text = textOf(file)
    if (text === '' && this.version === '3.21') return []
    if (text === '') throw new TemplateFunctionError('runtime error: index out of range [-1]')
    return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  }

  private glob(pattern: string): FilesObject {
    const matches = compileGlob(pattern) ?? (() => true)
    return new FilesObject(
      [...this.files.values()].filter(({ name }) => matches(name)),
      this.version,
    )
  }

  /** Keys are base names; of two equal ones Helm keeps any, here the last by path. */
  private asMap(content: (file: ChartFile) => string): string {
    const entries = [...this.files.values()].map(
      (file) => [file.name.slice(file.name.lastIndexOf('/') + 1), content(file)] as const,
    )
    return toYamlOrEmpty(new Map(entries))
  }
}

/** Go's map[string][]byte: what is not there is no bytes, and not nil. */
class FilesMap extends Map<string, GoValue> {
  override get(name: string): GoValue | undefined {
    return super.get(name) ?? new GoBytes(new Uint8Array())
  }
}

function method(parameters: GoMethod['parameters'], call: GoMethod['call'], work = 0): GoMethod {
  return { parameters, call, work }
}
