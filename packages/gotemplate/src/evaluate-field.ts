import { ExecutionError } from './execution-error.ts'
import type { FunctionHost, TemplateFunction } from './function.ts'
import { typeName } from './go-type.ts'
import type { AnyNode, ChainNode, FieldNode, OperandNode, Template, VariableNode } from './node.ts'
import { goQuote } from './quote.ts'
import { underlyingOf } from './truth.ts'
import { type GoMethod, GoStruct, type GoValue, Missing } from './value.ts'

/** Stands for "no value comes from the stage before" (Go: missingVal). */
export type Final = GoValue | undefined

/** Fields, keys and methods: `.a.b` of any value, after Go's text/template/exec.go. */
export abstract class FieldEvaluator {
  protected template!: Template
  protected node!: AnyNode
  protected abstract readonly strict: boolean
  protected abstract readonly host: FunctionHost

  /** Charges work to the meter of the host. Throws a `LimitError`. */
  private charge(name: string, work: number): void {
    this.host.meter?.spend(name, work)
  }

  protected fail(detail: string, cause?: unknown): never {
    throw new ExecutionError(this.template, this.node, detail, cause)
  }

  /** `.a.b.c`: only the last name, if it is a method, takes arguments. */
  protected evalFields(
    dot: GoValue,
    receiver: GoValue,
    isElement: boolean,
    node: FieldNode | VariableNode | ChainNode,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    const { names } = node
    const last = names.length - 1
    let value = receiver
    let element = isElement
    for (let i = 0; i < last; i++) {
      const next = this.evalField(dot, names[i] as string, node, [], undefined, value, element)
      // Only for the text of an error: what comes out of a map has the static type of its elements.
      if (!(next instanceof Map)) element = holdsInterfaces(this.plain(value))
      value = next
    }
    return this.evalField(dot, names[last] as string, node, args, final, value, element)
  }

  protected evalField(
    dot: GoValue,
    name: string,
    node: AnyNode,
    args: readonly OperandNode[],
    final: Final,
    receiver: GoValue,
    isElement: boolean,
  ): GoValue {
    if (receiver instanceof Map) {
      if (args.length > 1 || final !== undefined) this.fail(`${name} is not a method but has arguments`)
      const found = (receiver as ReadonlyMap<string, GoValue>).get(name)
      return found !== undefined ? found : this.absentKey(receiver, name)
    }
    if (receiver instanceof Missing) {
      if (this.strict) this.fail(`nil data; no entry for key ${goQuote(name)}`)
      return receiver
    }
    if (receiver === null) this.fail(`nil pointer evaluating interface {}.${name}`)
    if (receiver instanceof GoStruct)
      return this.evalMember(dot, name, node, args, final, receiver, isElement)
    return this.fail(
      `can't evaluate field ${name} in type ${isElement ? 'interface {}' : typeName(receiver)}`,
    )
  }

  private absentKey(map: ReadonlyMap<string, GoValue>, name: string): GoValue {
    if (this.strict) this.fail(`map has no entry for key ${goQuote(name)}`)
    return typeName(map) === 'map[string]string' ? '' : null
  }

  private evalMember(
    dot: GoValue,
    name: string,
    node: AnyNode,
    args: readonly OperandNode[],
    final: Final,
    receiver: GoStruct,
    isElement: boolean,
  ): GoValue {
    const method = receiver.method(name)
    if (method?.refusal !== undefined) this.fail(method.refusal)
    if (method !== undefined) {
      if (method.work !== undefined) this.charge(name, method.work)
      const answer = this.evalCall(dot, method, node, name, args, final)
      this.charge(name, lengthOf(this.plain(answer)))
      return answer
    }
    const hasArgs = args.length > 1 || final !== undefined
    const field = receiver.field(name)
    if (field !== undefined) {
      if (hasArgs) this.fail(`${name} has arguments but cannot be invoked as function`)
      return field
    }
    const under = underlyingOf(receiver)
    if (under instanceof Map) return this.evalField(dot, name, node, args, final, under, false)
    return this.fail(`can't evaluate field ${name} in type ${isElement ? 'interface {}' : receiver.typeName}`)
  }

  protected abstract evalCall(
    dot: GoValue,
    fn: TemplateFunction | GoMethod,
    node: AnyNode,
    name: string,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue

  /** Tracing replaces this: what is underneath its wrapper. */
  protected plain(value: GoValue): GoValue {
    return value
  }
}

/** Whether what is inside has the static type `interface {}`; the fields of a struct have types of their own. */
function holdsInterfaces(container: GoValue): boolean {
  if (!(container instanceof GoStruct)) return typeName(container) !== 'map[string]string'
  return container.underlying() instanceof Map && container.elementType() === 'interface {}'
}

/** Of what a method answers: texts and lists are copied. */
function lengthOf(answer: GoValue): number {
  return typeof answer === 'string' || Array.isArray(answer) ? answer.length : 0
}
