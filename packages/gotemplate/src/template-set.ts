import { failure } from '@seaworthy/diagnostics'
import { Executor, type ExecutorOptions, type Limits, type TemplateLookup } from './execute.ts'
import type { FunctionHost, FunctionTable } from './function.ts'
import { builtinFunctions } from './functions/builtin.ts'
import { isBlank, type Template } from './node.ts'
import { parse } from './parse.ts'
import { goQuote } from './quote.ts'
import type { RenderOutput } from './render-output.ts'
import { segmentsOf } from './tracing/segments.ts'
import { TracingExecutor } from './tracing/tracing-executor.ts'
import type { GoMap, GoValue } from './value.ts'

export interface ExecuteOptions {
  readonly host: FunctionHost
  /** Says of every piece of output where it came from; costs up to half as much time again. */
  readonly trace?: boolean
  /** The map that value paths start from. */
  readonly valuesRoot?: GoMap
  /** A key that is not there is an error. */
  readonly strict?: boolean
  /** Delete `<no value>` from the output and from texts that `executeText` executed, as Helm does. */
  readonly deleteNoValue?: boolean
  readonly limits?: Partial<Limits>
}

const defaultLimits: Limits = { depth: 1000, output: 64 * 1024 * 1024 }

/** Templates that can call each other by name, and the functions they may use (Go's built-ins are always there). */
export class TemplateSet implements TemplateLookup {
  private readonly functions: FunctionTable
  private readonly names: ReadonlySet<string>
  private readonly templates: Map<string, Template>

  constructor(functions: FunctionTable, templates = new Map<string, Template>()) {
    // Without a prototype, so that `constructor` and the like are not functions of templates.
    this.functions = Object.assign(Object.create(null) as object, builtinFunctions, functions)
    this.names = new Set(Object.keys(this.functions))
    this.templates = templates
  }

  /**
   * Parses a text; its definitions replace earlier ones of other texts, blank ones never do.
   * Throws a `DiagnosticError` with Go's message.
   */
  add(name: string, text: string): void {
    for (const template of parse(name, text, this.names)) {
      if (!this.templates.has(template.name) || !isBlank(template.root))
        this.templates.set(template.name, template)
    }
  }

  lookup(name: string): Template | undefined {
    return this.templates.get(name)
  }

  with(name: string, text: string): TemplateSet {
    const set = new TemplateSet(this.functions, new Map(this.templates))
    set.templates.delete(name)
    set.add(name, text)
    return set
  }

  /** Executes a template. Throws an `ExecutionError` whose message is Go's. */
  execute(name: string, data: GoValue, options: ExecuteOptions): RenderOutput {
    const template = this.templates.get(name)
    if (template === undefined) {
      throw failure({ code: 'template-unknown', message: `template: no template ${goQuote(name)}` })
    }
    const executorOptions: ExecutorOptions = {
      templates: this,
      functions: this.functions,
      host: options.host,
      strict: options.strict ?? false,
      deleteNoValue: options.deleteNoValue ?? false,
      limits: { ...defaultLimits, ...options.limits },
    }
    try {
      if (options.trace !== true) return { text: new Executor(executorOptions).run(template, data) }
      const executor = new TracingExecutor(executorOptions, options.valuesRoot)
      const text = executor.run(template, data)
      return { text, segments: segmentsOf(text, executor.pieces) }
    } catch (error) {
      throw isStackOverflow(error) ? tooDeep(template) : error
    }
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack')
}

function tooDeep(template: Template): Error {
  return failure({
    code: 'template-too-deep',
    message: `template: ${template.name}: templates call each other too deeply`,
    where: { file: template.source.name, line: 1, column: 1 },
    help: 'look for a template that includes itself',
  })
}
