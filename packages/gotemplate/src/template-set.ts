import { failure } from '@seaworthy/diagnostics'
import { type BranchCoverage, branchesOf, type CoverageCounter } from './coverage.ts'
import { Executor } from './execute.ts'
import type { ExecutorOptions, Limits, TemplateLookup } from './execution-options.ts'
import type { FunctionHost, FunctionTable } from './function.ts'
import { builtinFunctions } from './functions/builtin.ts'
import { guarded } from './guarded-functions.ts'
import { isBlank, type Template } from './node.ts'
import { parse } from './parse.ts'
import { goQuote } from './quote.ts'
import type { RenderOutput, Segment } from './render-output.ts'
import type { Piece } from './tracing/piece.ts'
import { segmentsOf } from './tracing/segments.ts'
import { TracingExecutor } from './tracing/tracing-executor.ts'
import { ContainerOrigins, type Reads } from './tracing/container-origins.ts'
import type { GoMap, GoValue } from './value.ts'

export interface ExecuteOptions {
  readonly host: FunctionHost
  /** Says of every piece of output where it came from; costs about half as much time again. */
  readonly trace?: boolean
  /** The map that value paths start from. */
  readonly valuesRoot?: GoMap
  /** The ways from there to the maps that are the values of subcharts. */
  readonly subchartValues?: readonly (readonly string[])[]
  /** Maps and host objects that are not values, by the names under which tracing tells of them: `Release`. */
  readonly inputs?: Readonly<Record<string, GoValue>>
  /** A key that is not there is an error. */
  readonly strict?: boolean
  /** Delete `<no value>` from the output and from texts that `executeText` executed, as Helm does. */
  readonly deleteNoValue?: boolean
  readonly limits?: Partial<Limits>
  /** Counts what is executed, for `coverage`. */
  readonly coverage?: CoverageCounter
}

const defaultLimits: Limits = {
  depth: 100_000,
  inclusions: 1000,
  output: 64 * 1024 * 1024,
  iterations: 10_000_000,
}

/** Texts that functions execute are parsed once each, as long as there are not more of them than this. */
const rememberedTexts = 1000

/** Templates that can call each other by name, and the functions they may use (Go's built-ins are always there). */
export class TemplateSet implements TemplateLookup {
  private readonly functions: FunctionTable
  private readonly names: ReadonlySet<string>
  private readonly templates = new Map<string, Template>()
  private readonly origins = new WeakMap<GoMap, ContainerOrigins>()
  private readonly parsedTexts = new Map<string, readonly Template[]>()

  constructor(functions: FunctionTable) {
    // Without a prototype, so that `constructor` and the like are not functions of templates.
    this.functions = Object.assign(
      Object.create(null) as object,
      guarded({ ...builtinFunctions, ...functions }),
    )
    this.names = new Set(Object.keys(this.functions))
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

  parseText(name: string, text: string): readonly Template[] {
    const key = `${name}\n${text}`
    const known = this.parsedTexts.get(key)
    if (known !== undefined) return known
    const templates = parse(name, text, this.names)
    if (this.parsedTexts.size >= rememberedTexts) this.parsedTexts.clear()
    this.parsedTexts.set(key, templates)
    return templates
  }

  /** Every branch of the templates of the set, with how often it was taken. */
  coverage(counter: CoverageCounter): readonly BranchCoverage[] {
    return branchesOf(this.templates.values(), counter)
  }

  /** What the traced executions with these values read of them so far. */
  reads(valuesRoot: GoMap): Reads {
    return this.originsOf(valuesRoot, []).reads
  }

  /** The files of a chart are executed with the same values, which what they do to them outlives. */
  private originsOf(root: GoMap | undefined, ways: readonly (readonly string[])[]): ContainerOrigins {
    if (root === undefined) return new ContainerOrigins(undefined, [])
    const known = this.origins.get(root) ?? new ContainerOrigins(root, ways)
    this.origins.set(root, known)
    return known
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
      limits: { ...defaultLimits, ...options.host.meter?.left, ...options.limits },
      coverage: options.coverage,
    }
    try {
      if (options.trace !== true)
        return { text: counted(new Executor(executorOptions), template, data, options) }
      const origins = this.originsOf(options.valuesRoot, options.subchartValues ?? [])
      for (const [input, value] of Object.entries(options.inputs ?? {})) origins.addInput(value, input)
      const executor = new TracingExecutor(executorOptions, origins)
      const text = counted(executor, template, data, options)
      return tracedOutput(text, executor.written())
    } catch (error) {
      throw isStackOverflow(error) ? tooDeep(template) : error
    }
  }
}

function counted(executor: Executor, template: Template, data: GoValue, { host }: ExecuteOptions): string {
  const text = executor.run(template, data)
  host.meter?.executed(executor.iterations, text.length)
  return text
}

/** Places are worked out when somebody first asks for them. */
function tracedOutput(text: string, pieces: () => readonly Piece[]): RenderOutput {
  let segments: readonly Segment[] | undefined
  return {
    text,
    get segments() {
      segments ??= segmentsOf(text, pieces())
      return segments
    },
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
