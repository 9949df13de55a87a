/**
 * Go's values as templates meet them. A kind of Go is a type of JavaScript, so that int and float64 never mix:
 *
 * | Go                      | here                        |
 * |-------------------------|-----------------------------|
 * | nil                     | `null`                      |
 * | bool, string            | `boolean`, `string`         |
 * | float64                 | `number`                    |
 * | int                     | `bigint`                    |
 * | int64, uint64, uint8    | `Int64`                     |
 * | map[string]interface{}  | `Map<string, GoValue>`      |
 * | []interface{}           | array                       |
 * | struct, pointer, other  | `GoStruct`                  |
 *
 * Numbers from YAML and JSON are float64, as in Helm.
 */
export type GoValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | Int64
  | readonly GoValue[]
  | ReadonlyMap<string, GoValue>
  | GoStruct
  | Missing

export type GoMap = ReadonlyMap<string, GoValue>

/**
 * An int64, as sprig's arithmetic returns it; `kindOf` tells it from int, comparison and printing do not. Of the other
 * integers of Go, versions have uint64 and the bytes of a string are uint8.
 */
export class Int64 {
  readonly value: bigint
  readonly type: 'int64' | 'uint64' | 'uint8'

  constructor(value: bigint, type: 'int64' | 'uint64' | 'uint8' = 'int64') {
    this.value = type === 'int64' ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)
    this.type = type
  }
}

/** What a key that is not there gives: prints `<no value>`, is false, and is not the same as nil in error texts. */
export class Missing {
  static readonly value = new Missing()
  /** Tells the type from every other. */
  readonly isMissing = true
}

/** A host object: fields and methods by name, as Go's reflection would find them. Unknown names are an error. */
export abstract class GoStruct {
  /** Go's name of the type, for `typeOf`, `%T` and error texts: `chartutil.Files`. */
  abstract readonly typeName: string
  /** Undefined where the type has no such field. */
  abstract field(name: string): GoValue | undefined
  /** Undefined where the type has no such method. */
  method(_name: string): GoMethod | undefined {
    return undefined
  }
  /** What the type's `String()` or `Error()` gives, which printing prefers. Undefined where it has neither. */
  text(): string | undefined {
    return undefined
  }
  /** The value that `json.Marshal` (and so `toYaml`) writes in its place. Undefined where Go could not write it. */
  jsonValue(): GoValue | undefined {
    return undefined
  }
  /** What a bare action prints, where that differs from `text` (Go: Stringer on the pointer only). */
  actionText(): string | undefined {
    return this.text()
  }
  /** The fields in the order of their declaration, for printing, where there is no `text`. */
  parts(): GoMap | undefined {
    return undefined
  }
  /** What `%#v` prints, where it is not made of the parts (Go: GoStringer). */
  syntax(): string | undefined {
    return undefined
  }
  /** The number that a named integer type stands on: `time.Month`. */
  integer(): bigint | undefined {
    return undefined
  }
  /** The map or slice that a named type stands on: what range, index, len, truth and map fields see. */
  underlying(): GoMap | readonly GoValue[] | undefined {
    return undefined
  }
  /** Go's name of the type of what is underneath holds. */
  elementType(): string {
    return 'interface {}'
  }
  /** What Go's reflection calls the kind of the value, for `kindOf`. */
  kind(): GoKind {
    return this.typeName.startsWith('*') ? 'ptr' : 'struct'
  }
}

/** The words of Go's `reflect.Kind` that can occur here. */
export type GoKind =
  | 'invalid'
  | 'bool'
  | 'string'
  | 'float64'
  | 'int'
  | 'int64'
  | 'uint64'
  | 'uint8'
  | 'complex128'
  | 'map'
  | 'slice'
  | 'struct'
  | 'ptr'

export interface GoMethod {
  readonly parameters: readonly ParameterType[]
  readonly variadic?: boolean
  /** Why templates cannot call it: it has too many results. */
  readonly refusal?: string
  /** Units of work of one call, where it is more than that of other methods. */
  readonly work?: number
  call(args: readonly GoValue[]): GoValue
}

/** A struct of one Go type, as `struct time.Time`. */
export type StructParameter = `struct ${string}`

/**
 * What a function says of a parameter; the executor checks and converts before the call, with Go's error texts.
 * `value` is Go's reflect.Value: it takes everything, and a missing value arrives as `Missing` and not as null.
 */
export type ParameterType =
  | 'any'
  | 'string'
  | 'int'
  | 'int64'
  | 'float64'
  | 'bool'
  | 'map'
  | 'list'
  | 'bytes'
  | 'value'
  | StructParameter
