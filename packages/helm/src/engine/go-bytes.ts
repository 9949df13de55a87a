import { fromBytes, type GoValue, GoStruct, Int64 } from '@seaworthy/gotemplate'

const everyByte = Array.from({ length: 256 }, (_, byte) => new Int64(BigInt(byte), 'uint8'))

/** Go's `[]byte`, as `.Files` holds it: a bare action prints its numbers, functions of text take its text. */
export class GoBytes extends GoStruct {
  override readonly typeName = '[]uint8'
  private readonly bytes: Uint8Array
  /** The same as a list, made once: what walks through `.Files` asks for it each time. */
  private items: readonly GoValue[] | undefined

  constructor(bytes: Uint8Array) {
    super()
    this.bytes = bytes
  }

  override field(): GoValue | undefined {
    return undefined
  }

  override text(): string {
    return fromBytes(this.bytes)
  }

  override actionText(): string {
    return `[${this.bytes.join(' ')}]`
  }

  override jsonValue(): GoValue {
    return Buffer.from(this.bytes).toString('base64')
  }

  override underlying(): readonly GoValue[] {
    this.items ??= Array.from(this.bytes, (byte) => everyByte[byte] as Int64)
    return this.items
  }

  override elementType(): string {
    return 'uint8'
  }

  override kind() {
    return 'slice' as const
  }
}
