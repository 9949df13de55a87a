import type { GoValue } from './value.ts'

/** The variables of one execution of a template: a stack, searched from its top (Go: state.vars). */
export class Scope {
  private readonly names: string[] = ['$']
  private readonly values: GoValue[]
  /** Whether the value is an element of a list or map, whose static type is `interface {}`. */
  private readonly elements: boolean[] = [false]

  /** Whether a template declared `$` anew. */
  private hidesRoot = false

  constructor(root: GoValue) {
    this.values = [root]
  }

  get height(): number {
    return this.names.length
  }

  push(name: string, value: GoValue, isElement = false): void {
    if (name === '$') this.hidesRoot = true
    this.names.push(name)
    this.values.push(value)
    this.elements.push(isElement)
  }

  popTo(height: number): void {
    if (this.names.length === height) return
    this.names.length = height
    this.values.length = height
    this.elements.length = height
  }

  /** Where the variable is, -1 where there is none. */
  find(name: string): number {
    return name === '$' && !this.hidesRoot ? 0 : this.names.lastIndexOf(name)
  }

  at(index: number): GoValue {
    return this.values[index] as GoValue
  }

  isElement(index: number): boolean {
    return this.elements[index] === true
  }

  set(index: number, value: GoValue, isElement: boolean): void {
    this.values[index] = value
    this.elements[index] = isElement
  }
}
