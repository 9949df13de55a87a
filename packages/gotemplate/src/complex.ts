import { GoStruct, type GoValue } from './value.ts'

/** A complex128, which a template can write (`2i`) and print, and of which no function makes anything. */
export class GoComplex extends GoStruct {
  override readonly typeName = 'complex128'
  readonly real: number
  readonly imaginary: number

  constructor(real: number, imaginary: number) {
    super()
    this.real = real
    this.imaginary = imaginary
  }

  equals(other: GoComplex): boolean {
    return this.real === other.real && this.imaginary === other.imaginary
  }

  override kind() {
    return 'complex128' as const
  }

  override field(_name: string): GoValue | undefined {
    return undefined
  }
}
