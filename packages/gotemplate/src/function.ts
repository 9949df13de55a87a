import type { Clock, Random } from '@seaworthy/sim'
import type { GoValue, ParameterType } from './value.ts'

/** What a function may ask of the world while a template runs. */
export interface FunctionHost {
  readonly clock: Clock
  readonly random: Random
  /** Called by functions whose answer another render may give differently. */
  noteEffect(effect: 'random' | 'clock' | 'lookup'): void
}

/** A function that templates can call. Throws `TemplateFunctionError` with Go's or sprig's text. */
export interface TemplateFunction {
  readonly parameters: readonly ParameterType[]
  /** The last parameter may be repeated, or absent. */
  readonly variadic?: boolean
  call(args: readonly GoValue[], host: FunctionHost): GoValue
}

export type FunctionTable = Readonly<Record<string, TemplateFunction>>

/** The error that a Go function returned: the executor adds where it was called (`error calling NAME: …`). */
export class TemplateFunctionError extends Error {
  override readonly name = 'TemplateFunctionError'
}
