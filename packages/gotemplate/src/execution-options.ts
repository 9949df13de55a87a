import type { CoverageCounter } from './coverage.ts'
import type { ExecutionHost, FunctionHost, FunctionTable, TemplateCaller } from './function.ts'
import type { Template } from './node.ts'

/** What a set of templates offers to an execution. */
export interface TemplateLookup {
  lookup(name: string): Template | undefined
  /** The templates of a text that is not in the set: the text itself, then its definitions. */
  parseText(name: string, text: string): readonly Template[]
}

export interface Limits {
  /** Templates within templates by `template`: 100,000, as in Go. */
  readonly depth: number
  /** Inclusions of one template within itself by functions: 1,000, as in Helm. */
  readonly inclusions: number
  /** Characters of output, of one execution and of each template that it executes. */
  readonly output: number
  /** Rounds of all loops of one execution together: a range over an int needs no list that long. */
  readonly iterations: number
}

export interface ExecutorOptions {
  readonly templates: TemplateLookup
  readonly functions: FunctionTable
  readonly host: FunctionHost
  /** A key that is not there is an error (Go: missingkey=error). */
  readonly strict: boolean
  readonly limits: Limits
  /** `<no value>` is deleted from finished texts, wherever it came from, as Helm does. */
  readonly deleteNoValue: boolean
  /** Counts what is executed. */
  readonly coverage: CoverageCounter | undefined
}

/** A host whose functions can call templates back. */
export function withTemplates(host: FunctionHost, templates: TemplateCaller): ExecutionHost {
  return {
    clock: host.clock,
    random: host.random,
    noteEffect: (effect) => host.noteEffect(effect),
    ...(host.meter !== undefined && { meter: host.meter }),
    templates,
  }
}
