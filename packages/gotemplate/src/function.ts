import type { Clock, Random } from '@seaworthy/sim'
import type { GoValue, ParameterType } from './value.ts'
import type { WorkMeter } from './work-meter.ts'

/** What a function may ask of the world while a template runs. */
export interface FunctionHost {
  readonly clock: Clock
  readonly random: Random
  /** Called by functions whose answer another render may give differently. */
  noteEffect(effect: 'random' | 'clock' | 'lookup'): void
  /** Bounds what functions do, where what they are called by is not trusted. */
  readonly meter?: WorkMeter
}

/** What functions like Helm's include and tpl need besides: they declare their second parameter as this. */
export interface ExecutionHost extends FunctionHost {
  readonly templates: TemplateCaller
}

/**
 * Runs templates of the set that is being executed. A function that returns the very text it got from here keeps,
 * where rendering is traced, what is known of every line of it.
 */
export interface TemplateCaller {
  /** The output of a named template. Unknown names and nesting beyond the limit are a `TemplateFunctionError`. */
  execute(name: string, data: GoValue): string
  /**
   * The output of a text parsed under a name, which sees every template of the set; what it defines is visible only to
   * it and to what it calls. A parse error is a `DiagnosticError`.
   */
  executeText(name: string, text: string, data: GoValue): string
}

/** A function that templates can call. Throws `TemplateFunctionError` with Go's or sprig's text. */
export interface TemplateFunction {
  readonly parameters: readonly ParameterType[]
  /** The last parameter may be repeated, or absent. */
  readonly variadic?: boolean
  /** and, or: operands are evaluated only until one has this truth, which is then the result; `call` is not used. */
  readonly shortCircuit?: boolean
  /** call: the first value is followed by its own text in the template, for error messages. */
  readonly takesCallee?: boolean
  /** Of a function that writes its first argument as structured text, or reads it from one: where the leaves stand. */
  leaves?(text: string): readonly LeafPlace[]
  call(args: readonly GoValue[], host: FunctionHost): GoValue
}

/** A scalar or a key of a structured text: offsets of its characters, and the way to the value that it is of. */
export interface LeafPlace {
  readonly path: readonly (string | number)[]
  readonly start: number
  readonly end: number
}

export type FunctionTable = Readonly<Record<string, TemplateFunction>>

/** The error that a Go function returned: the executor adds where it was called (`error calling NAME: …`). */
export class TemplateFunctionError extends Error {
  override readonly name = 'TemplateFunctionError'
}
