import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  ArgumentError,
  arityComplaint,
  type Callable,
  checkedArgument,
  idealConstant,
  literalArgument,
} from './argument.ts'
import { FieldEvaluator, type Final } from './evaluate-field.ts'
import { goMessage } from './execution-error.ts'
import { LimitError } from './execution-limit.ts'
import {
  type ExecutionHost,
  type FunctionTable,
  type TemplateFunction,
  TemplateFunctionError,
} from './function.ts'
import { typeName } from './go-type.ts'
import type {
  AnyNode,
  ChainNode,
  CommandNode,
  FieldNode,
  IdentifierNode,
  OperandNode,
  PipeNode,
  VariableNode,
} from './node.ts'
import { printNode } from './print.ts'
import { goQuote } from './quote.ts'
import type { Scope } from './scope.ts'
import { isTruthy } from './truth.ts'
import { type GoMethod, type GoValue, Missing, type ParameterType } from './value.ts'

/**
 * The values of pipelines, after Go's text/template/exec.go. Two kinds of nil are kept apart, because Go's errors do:
 * `null` is a nil that has a type (an element of a map or list), `Missing` is no value at all, as every nil becomes at
 * the end of a pipeline. Fields of the first are an error, fields of the second are silently missing again.
 */
export abstract class Evaluator extends FieldEvaluator {
  protected scope!: Scope
  /** Whether dot is an element of a list or map, whose static type is `interface {}`. */
  protected dotIsElement = false
  protected abstract readonly functions: FunctionTable
  protected abstract override readonly host: ExecutionHost

  protected evalPipeline(dot: GoValue, pipe: PipeNode): GoValue {
    this.node = pipe
    const { commands, declarations } = pipe
    let value: Final
    // Counting, because a short program runs iterators slowly.
    for (let i = 0; i < commands.length; i++) {
      value = this.settled(this.evalCommand(dot, commands[i] as CommandNode, value))
    }
    const result = value ?? Missing.value
    if (declarations.length > 0) this.declare(pipe, result)
    return result
  }

  private declare({ declarations, assigns }: PipeNode, value: GoValue): void {
    for (const { name } of declarations) {
      if (assigns) this.assign(name, value, false)
      else this.scope.push(name, value)
    }
  }

  protected assign(name: string, value: GoValue, isElement: boolean): void {
    const index = this.scope.find(name)
    if (index === -1) this.fail(`undefined variable: ${name}`)
    this.scope.set(index, value, isElement)
  }

  private evalCommand(dot: GoValue, command: CommandNode, final: Final): GoValue {
    const { args } = command
    const first = args[0] as OperandNode
    switch (first.kind) {
      case 'field':
        return this.evalFieldNode(dot, first, args, final)
      case 'chain':
        return this.evalChain(dot, first, args, final)
      case 'identifier':
        return this.evalFunction(dot, first, command, args, final)
      case 'pipe':
        this.refuseArguments(args, final)
        return this.evalPipeline(dot, first)
      case 'variable':
        return this.evalVariable(dot, first, args, final)
      default:
        this.node = first
        this.refuseArguments(args, final)
        return this.evalWord(dot, first)
    }
  }

  private evalWord(dot: GoValue, word: OperandNode): GoValue {
    switch (word.kind) {
      case 'bool':
        return word.value
      case 'dot':
        return dot
      case 'string':
        return word.text
      case 'number':
        return this.orFail(idealConstant(word))
      default:
        return this.fail('nil is not a command')
    }
  }

  private refuseArguments(args: readonly OperandNode[], final: Final): void {
    if (args.length > 1 || final !== undefined) {
      this.fail(`can't give argument to non-function ${printNode(args[0] as OperandNode)}`)
    }
  }

  private evalFieldNode(dot: GoValue, field: FieldNode, args: readonly OperandNode[], final: Final): GoValue {
    this.node = field
    return this.evalFields(dot, dot, this.dotIsElement, field, args, final)
  }

  private evalVariable(
    dot: GoValue,
    variable: VariableNode,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    this.node = variable
    const index = this.scope.find(variable.name)
    if (index === -1) this.fail(`undefined variable: ${variable.name}`)
    const value = this.scope.at(index)
    if (variable.names.length === 0) {
      this.refuseArguments(args.length === 0 ? [variable] : args, final)
      return value
    }
    return this.evalFields(dot, value, this.scope.isElement(index), variable, args, final)
  }

  private evalChain(dot: GoValue, chain: ChainNode, args: readonly OperandNode[], final: Final): GoValue {
    this.node = chain
    if (chain.base.kind === 'nil') this.fail(`indirection through explicit nil in ${printNode(chain)}`)
    this.node = chain.base
    const base =
      chain.base.kind === 'pipe'
        ? this.evalPipeline(dot, chain.base)
        : this.evalFunction(dot, chain.base as IdentifierNode, chain.base, [], undefined)
    return this.evalFields(dot, base, false, chain, args, final)
  }

  private evalFunction(
    dot: GoValue,
    node: IdentifierNode,
    command: AnyNode,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    this.node = node
    const fn = this.functions[node.name]
    if (fn === undefined) this.fail(`${goQuote(node.name)} is not a defined function`)
    if (fn.shortCircuit !== undefined) this.checkArity(fn, node.name, args, final)
    if (fn.shortCircuit !== undefined) return this.evalShortCircuit(dot, fn.shortCircuit, args, final)
    return this.evalCall(dot, fn, command, node.name, args, final)
  }

  /** and, or: the first operand that decides, or the last. */
  private evalShortCircuit(
    dot: GoValue,
    until: boolean,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    let value: GoValue = Missing.value
    for (let i = 1; i < args.length; i++) {
      value = this.joined(value, this.evalArgument(dot, 'value', args[i] as OperandNode))
      if (this.truth(value) === until) return value
    }
    return final === undefined ? value : this.joined(value, final)
  }

  private checkArity(fn: Callable, name: string, args: readonly OperandNode[], final: Final): void {
    const complaint = arityComplaint(fn, name, Math.max(0, args.length - 1), final !== undefined)
    if (complaint !== undefined) this.fail(complaint)
  }

  protected override evalCall(
    dot: GoValue,
    fn: TemplateFunction | GoMethod,
    node: AnyNode,
    name: string,
    args: readonly OperandNode[],
    final: Final,
  ): GoValue {
    this.checkArity(fn, name, args, final)
    const { parameters } = fn
    const lastType = parameters[parameters.length - 1] as ParameterType
    const values: GoValue[] = []
    for (let i = 1; i < args.length; i++) {
      values.push(this.evalArgument(dot, parameters[i - 1] ?? lastType, args[i] as OperandNode))
    }
    if (final !== undefined) values.push(this.checked(final, parameters[values.length] ?? lastType))
    if ('takesCallee' in fn) values.splice(1, 0, this.calleeText(args, values))
    try {
      return this.invoke(name, fn, values)
    } catch (error) {
      if (error instanceof LimitError) throw error
      if (!(error instanceof TemplateFunctionError || error instanceof DiagnosticError)) throw error
      this.node = node
      return this.fail(`error calling ${name}: ${goMessage(error)}`, error)
    }
  }

  /** Go: the node that was called, or for a piped one what reflection prints of the value. */
  private calleeText(args: readonly OperandNode[], values: readonly GoValue[]): string {
    if (args[1] !== undefined) return printNode(args[1])
    const value = this.plain(values[0] ?? null)
    return typeof value === 'string' ? value : `<${typeName(value)} Value>`
  }

  protected evalArgument(dot: GoValue, type: ParameterType, node: OperandNode): GoValue {
    this.node = node
    switch (node.kind) {
      case 'dot':
        return this.checked(dot, type)
      case 'field':
        return this.checked(this.evalFieldNode(dot, node, [node], undefined), type)
      case 'variable':
        return this.checked(this.evalVariable(dot, node, [], undefined), type)
      case 'pipe':
        return this.checked(this.evalPipeline(dot, node), type)
      case 'identifier':
        return this.checked(this.evalFunction(dot, node, node, [], undefined), type)
      case 'chain':
        return this.checked(this.evalChain(dot, node, [], undefined), type)
      default:
        return this.orFail(literalArgument(node, type))
    }
  }

  private orFail(value: GoValue | ArgumentError): GoValue {
    return value instanceof ArgumentError ? this.fail(value.message) : value
  }

  /** The seams that tracing replaces: it keeps values in wrappers that know where they came from. */

  /** A nil loses its type at the end of a pipeline. */
  protected settled(value: GoValue): GoValue {
    return value === null ? Missing.value : value
  }

  protected checked(value: GoValue, type: ParameterType): GoValue {
    return this.orFail(checkedArgument(value, type))
  }

  protected truth(value: GoValue): boolean {
    return isTruthy(value)
  }

  protected joined(_earlier: GoValue, value: GoValue): GoValue {
    return value
  }

  protected invoke(_name: string, fn: TemplateFunction | GoMethod, values: readonly GoValue[]): GoValue {
    return fn.call(values, this.host)
  }
}
