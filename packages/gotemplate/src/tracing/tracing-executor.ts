import { ExecutionError } from '../execution-error.ts'
import type { ExecutorOptions } from '../execution-options.ts'
import { formatValue } from '../format.ts'
import type { FunctionHost, TemplateFunction } from '../function.ts'
import type { AnyNode, BranchNode, CommandNode, OperandNode } from '../node.ts'
import { isTruthy } from '../truth.ts'
import { type GoMethod, GoStruct, type GoValue, Missing, type ParameterType } from '../value.ts'
import { type BranchEffects, effectsOf } from './branch-effects.ts'
import { isContainer } from './container.ts'
import { type ContainerOrigins } from './container-origins.ts'
import { allOf, both, decided, type Dependence, flattened, ofInput, type Paths } from './dependence.ts'
import { resultTracers } from './function-results.ts'
import { traceLeaves } from './leaf-results.ts'
import { mergeNames, noteMergeCall } from './merge-origins.ts'
import { PieceWriter } from './piece-writer.ts'
import { depending, Traced, untraced } from './traced.ts'
import { computed, type TracedCall } from './traced-call.ts'

/** What there was before a branch, and what decided it. */
interface Left {
  readonly guard: Dependence
  readonly on: Dependence
  readonly effects: BranchEffects
}

/** A piece writer that also knows of values what they were computed from, and of conditions what they looked at. */
export class TracingExecutor extends PieceWriter {
  private readonly origins: ContainerOrigins
  private callArguments: readonly GoValue[] = []
  /** Arguments of the call that ended last. */
  private lastArguments: readonly GoValue[] = []
  private effect: string | undefined
  /** What was last looked at: should it fail, that is why. */
  private examined: GoValue | readonly GoValue[] = null
  private reasons: Paths | undefined
  /** Nothing is told of errors while it is only tried whether something is there. */
  private isTrying = false

  constructor(options: ExecutorOptions, origins: ContainerOrigins) {
    super({ ...options, host: listening(options.host, (effect) => (this.effect = effect)) })
    this.origins = origins
  }

  /** The first error says why; those of the templates around it follow from it. */
  protected override fail(detail: string, cause?: unknown): never {
    if (this.isTrying) throw new Untold()
    this.reasons ??= flattened(both(this.dependenceOfExamined(), decided(this.guard)))
    throw new ExecutionError(this.template, this.node, detail, cause, this.reasons)
  }

  private dependenceOfExamined(): Dependence {
    const { examined, callArguments } = this
    const values = examined === callArguments ? callArguments : [examined]
    return allOf(values.map((value) => this.origins.of(value, 'shape')))
  }

  /** A template whose name was computed is there because of that. */
  override execute(name: string, data: GoValue): string {
    const chosen = this.recognised(name)
    if (!(chosen instanceof Traced)) return super.execute(name, data)
    const { guard } = this
    const on = decided(chosen.dependence)
    this.guard = both(on, guard)
    const text = super.execute(name, data)
    this.guard = guard
    if (this.rendered !== undefined)
      this.rendered = {
        text: this.rendered.text,
        source: this.rendered.source,
        dependence: both(this.rendered.dependence, on),
      }
    return text
  }

  protected override writeValue(value: GoValue): void {
    this.host.meter?.walks('the action', untraced(value))
    this.writeDepending(value, this.origins.of(value, 'whole'))
  }

  protected override evalField(
    dot: GoValue,
    name: string,
    node: AnyNode,
    args: readonly OperandNode[],
    final: GoValue | undefined,
    receiver: GoValue,
    isElement: boolean,
  ): GoValue {
    this.examined = receiver
    const raw = untraced(receiver)
    const found = super.evalField(dot, name, node, args, final, raw, isElement)
    if (raw instanceof Map) return this.origins.child(receiver, name, found)
    const traced = raw instanceof GoStruct ? this.memberOf(raw, name, found) : found
    return receiver instanceof Traced ? depending(traced, receiver.dependence) : traced
  }

  /** A field or the result of a method. Keys of a named map type were found as those of the map in it. */
  private memberOf(receiver: GoStruct, name: string, found: GoValue): GoValue {
    const isMethod = receiver.method(name) !== undefined
    if (!isMethod)
      return receiver.kind() === 'map' ? found : this.origins.child(receiver, name, untraced(found))
    const input = this.origins.inputOf(receiver, name, this.lastArguments)
    if (input === undefined) return depending(found, this.origins.of(receiver, 'whole'))
    if (typeof untraced(found) === 'object') this.origins.addInput(untraced(found), input)
    return depending(found, ofInput(input))
  }

  protected override settled(value: GoValue): GoValue {
    if (value === null) return Missing.value
    return value instanceof Traced && value.value === null
      ? new Traced(Missing.value, value.dependence)
      : value
  }

  protected override checked(value: GoValue, type: ParameterType): GoValue {
    this.examined = value
    if (!(value instanceof Traced)) return super.checked(value, type)
    const checked = super.checked(value.value, type)
    return checked === value.value ? value : new Traced(checked, value.dependence)
  }

  protected override truth(value: GoValue): boolean {
    return isTruthy(untraced(value))
  }

  protected override plain(value: GoValue): GoValue {
    return untraced(value)
  }

  protected override element(source: GoValue, key: string | number, element: GoValue): GoValue {
    return this.origins.child(source, key, element)
  }

  protected override elementKey(source: GoValue, key: string): GoValue {
    return this.origins.keyOf(source, key)
  }

  /** An operand of and, or, that was passed, decided that the next one counts. */
  protected override joined(earlier: GoValue, value: GoValue): GoValue {
    const passed = decided(this.origins.of(earlier, 'shape'))
    if (passed === undefined) return value
    if (!(value instanceof Traced)) return new Traced(value, passed)
    return new Traced(value.value, both(passed, value.dependence), value.source)
  }

  /** What is assigned under a condition depends on it, and is seen after it. */
  protected override assign(name: string, value: GoValue, isElement: boolean): void {
    super.assign(name, depending(value, this.guard), isElement)
  }

  protected override enterGuard(node: BranchNode, value: GoValue): Left | undefined {
    this.examined = value
    const on = decided(this.origins.of(value, 'shape'))
    if (on === undefined) return undefined
    const { guard } = this
    const effects = effectsOf(node)
    this.guard = both(on, guard)
    this.noteDecision(node, on, effects.reach)
    return { guard, on, effects }
  }

  /** What the branch that was not taken would have changed depends on the condition too. */
  protected override leaveGuard(_node: BranchNode, dot: GoValue, left: unknown): void {
    if (left === undefined) return
    const { guard, on, effects } = left as Left
    for (const name of effects.assigned) this.taintVariable(name, on)
    for (const change of effects.changes) this.taintChanged(dot, change, on)
    if (!effects.interrupts) this.guard = guard
  }

  private taintVariable(name: string, by: Dependence): void {
    const index = this.scope.find(name)
    if (index === -1) return
    this.scope.set(index, depending(this.scope.at(index), by), this.scope.isElement(index))
  }

  /** The map that a call would change, where naming it does nothing else. */
  private taintChanged(dot: GoValue, { args }: CommandNode, by: Dependence): void {
    const [called, target, key] = args
    if (target?.kind !== 'field' && target?.kind !== 'variable' && target?.kind !== 'dot') return
    const map = this.quietly(() => this.evalArgument(dot, 'any', target))
    const isOne = called?.kind === 'identifier' && called.name.endsWith('set') && key?.kind === 'string'
    if (isContainer(untraced(map))) this.origins.taint(map, isOne ? key.text : undefined, by)
  }

  /** A value that may be not there: nothing is said of it then. */
  private quietly(evaluate: () => GoValue): GoValue {
    const { node, isTrying } = this
    this.isTrying = true
    try {
      return evaluate()
    } catch (error) {
      if (!(error instanceof Untold)) throw error
      return null
    } finally {
      this.node = node
      this.isTrying = isTrying
    }
  }

  protected override invoke(
    name: string,
    fn: TemplateFunction | GoMethod,
    args: readonly GoValue[],
  ): GoValue {
    const outer = this.callArguments
    this.callArguments = args
    this.rendered = undefined
    this.effect = undefined
    if (mergeNames.has(name)) noteMergeCall(name, this.callOf(args, undefined))
    this.examined = args
    const result = super.invoke(name, fn, withoutTraces(args))
    this.callArguments = outer
    this.lastArguments = args
    const traced =
      this.rendered === undefined && areBare(args) ? result : this.tracedResult(name, fn, args, result)
    return this.effect === undefined ? traced : this.withEffect(this.effect, traced, args)
  }

  private tracedResult(
    name: string,
    fn: TemplateFunction | GoMethod,
    args: readonly GoValue[],
    result: GoValue,
  ): GoValue {
    const rendered = this.takeRendered()
    if (rendered !== undefined && rendered.text === result)
      return new Traced(result, rendered.dependence, rendered.source)
    const call = this.callOf(args, rendered?.dependence)
    const tracer = resultTracers[name]
    if (tracer !== undefined) return tracer(call, result)
    return 'leaves' in fn && fn.leaves !== undefined
      ? traceLeaves(call, fn.leaves, result)
      : computed(call, result)
  }

  private callOf(args: readonly GoValue[], rendered: Dependence): TracedCall {
    return { args, origins: this.origins, guard: this.guard, rendered }
  }

  /** Random texts, the time and the cluster are inputs too. */
  private withEffect(effect: string, result: GoValue, args: readonly GoValue[]): GoValue {
    this.effect = undefined
    const asked =
      effect === 'lookup'
        ? ` ${args
            .map((arg) => formatValue(untraced(arg)))
            .filter(Boolean)
            .join(' ')}`
        : ''
    const input = `${effect}${asked}`
    if (isContainer(untraced(result))) this.origins.addInput(untraced(result), input)
    return depending(result, ofInput(input))
  }

  /** The argument of the function being called that holds this value, with what is known of it. */
  protected override recognised(data: GoValue): GoValue {
    for (const arg of this.callArguments) if (arg instanceof Traced && arg.value === data) return arg
    return data
  }
}

/** Says that something is not there, to whom it makes no difference why. */
class Untold {
  /** Tells the type from every other. */
  readonly isUntold = true
}

/** The same list where nothing in it is traced. */
function withoutTraces(args: readonly GoValue[]): readonly GoValue[] {
  for (const arg of args) if (arg instanceof Traced) return args.map(untraced)
  return args
}

/** Numbers, truths and texts that stand in the template: nothing is known of them. */
function areBare(args: readonly GoValue[]): boolean {
  for (const arg of args) if (typeof arg === 'object' && arg !== null) return false
  return true
}

function listening(host: FunctionHost, note: (effect: string) => void): FunctionHost {
  return {
    clock: host.clock,
    random: host.random,
    ...(host.meter !== undefined && { meter: host.meter }),
    noteEffect(effect) {
      note(effect)
      host.noteEffect(effect)
    },
  }
}
