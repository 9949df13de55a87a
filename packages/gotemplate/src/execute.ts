import { isTooDeep, tooDeep } from './execution-limit.ts'
import { type ExecutorOptions, type TemplateLookup, withTemplates } from './execution-options.ts'
import {
  type ExecutionHost,
  type FunctionTable,
  type TemplateCaller,
  TemplateFunctionError,
} from './function.ts'
import { overlaid } from './overlaid-templates.ts'
import { printValue } from './format.ts'
import { typeName } from './go-type.ts'
import {
  type ActionNode,
  type BranchNode,
  type InvokeNode,
  isBlank,
  type ListNode,
  type Template,
  type TemplateNode,
} from './node.ts'
import { goQuote } from './quote.ts'
import { Scope } from './scope.ts'
import { TemplateWriter } from './template-writer.ts'
import { integerOf, isNil, sortedKeys, underlyingOf } from './truth.ts'
import { type GoValue, Int64, Missing } from './value.ts'

/** How a list of nodes ended: on its own, or by a break or continue that some range must still see. */
export type Flow = 'next' | 'break' | 'continue'

/** Walks the nodes of templates and writes their output, after Go's text/template/exec.go. */
export class Executor extends TemplateWriter implements TemplateCaller {
  protected readonly functions: FunctionTable
  protected readonly host: ExecutionHost
  protected readonly strict: boolean
  protected readonly options: ExecutorOptions
  private templates: Pick<TemplateLookup, 'lookup'>
  private depth = 0
  /** How often each template is being included, one inside the other. */
  private readonly inclusions = new Map<string, number>()
  private nesting = 0

  constructor(options: ExecutorOptions) {
    super()
    this.options = options
    this.templates = options.templates
    this.functions = options.functions
    this.strict = options.strict
    this.host = withTemplates(options.host, this)
  }

  /** The output of a whole execution. */
  run(template: Template, data: GoValue): string {
    return this.finished(this.runNested(template, data))
  }

  execute(name: string, data: GoValue): string {
    const template = this.templates.lookup(name)
    if (template === undefined) {
      throw new TemplateFunctionError(
        `template: no template ${goQuote(name)} associated with template "gotpl"`,
      )
    }
    const open = this.inclusions.get(name) ?? 0
    if (open > this.options.limits.inclusions) {
      throw new TemplateFunctionError(
        `rendering template has a nested reference name: ${name}: unable to execute template`,
      )
    }
    this.inclusions.set(name, open + 1)
    try {
      return this.runNested(template, this.recognised(data))
    } finally {
      this.inclusions.set(name, open)
    }
  }

  executeText(name: string, text: string, data: GoValue): string {
    const outer = this.templates
    const [template, ...definitions] = this.options.templates.parseText(name, text) as [
      Template,
      ...Template[],
    ]
    this.templates = overlaid(outer, [template, ...definitions.filter(({ root }) => !isBlank(root))])
    try {
      return this.finished(this.runText(template, this.recognised(data)))
    } finally {
      this.templates = outer
    }
  }

  protected runText(template: Template, data: GoValue): string {
    return this.runNested(template, data)
  }

  /** Executes a template to a text of its own, with variables of its own. */
  protected runNested(template: Template, data: GoValue): string {
    const { template: outer, node, scope, dotIsElement, output, depth, nesting } = this
    this.output = ''
    this.depth = 0
    try {
      this.enterTemplate(template, data)
      return this.output
    } finally {
      this.template = outer
      this.node = node
      this.scope = scope
      this.dotIsElement = dotIsElement
      this.output = output
      this.depth = depth
      this.nesting = nesting
    }
  }

  protected enterTemplate(template: Template, data: GoValue): void {
    const dot = this.settled(data)
    this.nesting += 2
    this.template = template
    this.node = template.root
    this.countTemplate()
    this.scope = new Scope(dot)
    this.dotIsElement = false
    this.walkList(dot, template.root)
    this.nesting -= 2
  }

  private walkList(dot: GoValue, list: ListNode): Flow {
    this.options.coverage?.note(list)
    if (isTooDeep(++this.nesting)) throw tooDeep(this.template, this.node)
    const { nodes } = list
    let flow: Flow = 'next'
    for (let i = 0; i < nodes.length && flow === 'next'; i++) flow = this.walk(dot, nodes[i] as TemplateNode)
    this.nesting--
    return flow
  }

  protected walk(dot: GoValue, node: TemplateNode): Flow {
    this.node = node
    switch (node.kind) {
      case 'text':
        this.write(node.text)
        return 'next'
      case 'action':
        this.walkAction(dot, node)
        return 'next'
      case 'if':
      case 'with':
        return this.walkIfOrWith(dot, node)
      case 'range':
        return this.walkRange(dot, node)
      case 'template':
        this.walkInvoke(dot, node)
        return 'next'
      case 'break':
      case 'continue':
        return node.kind
      default:
        return 'next'
    }
  }

  private walkAction(dot: GoValue, node: ActionNode): void {
    const value = this.evalPipeline(dot, node.pipe)
    if (node.pipe.declarations.length > 0) return
    this.node = node
    this.writeValue(value)
  }

  private walkIfOrWith(dot: GoValue, node: BranchNode): Flow {
    const height = this.scope.height
    const value = this.evalPipeline(dot, node.pipe)
    const guard = this.enterGuard(node, value)
    let flow: Flow = 'next'
    if (this.truth(value)) {
      flow = node.kind === 'with' ? this.walkWithDot(value, false, node.body) : this.walkList(dot, node.body)
    } else if (node.otherwise !== undefined) {
      flow = this.walkList(dot, node.otherwise)
    }
    this.leaveGuard(node, dot, guard)
    this.scope.popTo(height)
    return flow
  }

  private walkWithDot(dot: GoValue, isElement: boolean, list: ListNode): Flow {
    const before = this.dotIsElement
    this.dotIsElement = isElement
    const flow = this.walkList(dot, list)
    this.dotIsElement = before
    return flow
  }

  private walkRange(dot: GoValue, node: BranchNode): Flow {
    const height = this.scope.height
    const value = this.evalPipeline(dot, node.pipe)
    const guard = this.enterGuard(node, value)
    const ran = this.iterate(value, node)
    const flow = ran || node.otherwise === undefined ? 'next' : this.walkList(dot, node.otherwise)
    this.leaveGuard(node, dot, guard)
    this.scope.popTo(height)
    return flow
  }

  /** Runs the body for each element; false where there was none. */
  private iterate(source: GoValue, node: BranchNode): boolean {
    const value = underlyingOf(this.plain(source))
    if (isNil(value)) return false
    if (Array.isArray(value)) return this.iterateList(source, value as readonly GoValue[], node)
    if (value instanceof Map) return this.iterateMap(source, value as ReadonlyMap<string, GoValue>, node)
    const count = integerOf(value)
    if (count === undefined) return this.fail(`range can't iterate over ${printValue(value)}`)
    if (node.pipe.declarations.length > 1)
      this.fail(`can't use ${count} to iterate over more than one variable`)
    const isInt64 = value instanceof Int64
    for (let i = 0n; i < count; i++)
      if (this.iteration(Missing.value, isInt64 ? new Int64(i) : i, false, node) === 'break') break
    return count > 0n
  }

  private iterateList(source: GoValue, list: readonly GoValue[], node: BranchNode): boolean {
    const isElement = typeName(list) === '[]interface {}'
    // The length is taken first, as in Go: what the body appends is not seen.
    const { length } = list
    for (let i = 0; i < length; i++) {
      if (this.iteration(BigInt(i), this.element(source, i, list[i] ?? null), isElement, node) === 'break')
        break
    }
    return length > 0
  }

  private iterateMap(source: GoValue, map: ReadonlyMap<string, GoValue>, node: BranchNode): boolean {
    const isElement = typeName(map) !== 'map[string]string'
    const entries = sortedKeys(map).map((key) => [key, map.get(key) ?? null] as const)
    for (const [key, value] of entries) {
      const element = this.element(source, key, value)
      if (this.iteration(this.elementKey(source, key), element, isElement, node) === 'break') break
    }
    return entries.length > 0
  }

  private iteration(key: GoValue, element: GoValue, isElement: boolean, node: BranchNode): Flow {
    this.countRounds(1)
    const { scope } = this
    const { assigns, declarations } = node.pipe
    const count = declarations.length
    const height = scope.height
    if (count > 0 && assigns) {
      if (count > 1) this.assign(declarations[0]?.name ?? '', key, false)
      this.assign(declarations[count - 1]?.name ?? '', element, isElement)
    } else if (count > 0) {
      scope.set(height - 1, element, isElement)
      if (count > 1) scope.set(height - 2, key, false)
    }
    const flow = this.walkWithDot(element, isElement, node.body)
    scope.popTo(height)
    return flow
  }

  private walkInvoke(dot: GoValue, node: InvokeNode): void {
    const template = this.templates.lookup(node.name)
    if (template === undefined) this.fail(`template ${goQuote(node.name)} not defined`)
    const { depth } = this.options.limits
    if (this.depth >= depth) this.fail(`exceeded maximum template depth (${depth})`)
    const data = node.pipe === undefined ? Missing.value : this.evalPipeline(dot, node.pipe)
    const { template: outer, scope, dotIsElement } = this
    this.depth++
    this.enterTemplate(template, data)
    this.depth--
    this.template = outer
    this.scope = scope
    this.dotIsElement = dotIsElement
  }

  /** The seams that tracing replaces. */

  protected writeValue(value: GoValue): void {
    this.host.meter?.walks('the action', value)
    this.write(printValue(value))
  }

  protected element(_source: GoValue, _key: string | number, element: GoValue): GoValue {
    return element
  }

  protected elementKey(_source: GoValue, key: string): GoValue {
    return key
  }

  protected recognised(data: GoValue): GoValue {
    return data
  }

  protected enterGuard(_node: BranchNode, _value: GoValue): unknown {
    return undefined
  }

  protected leaveGuard(_node: BranchNode, _dot: GoValue, _guard: unknown): void {}
}
