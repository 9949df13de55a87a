import { Evaluator } from './evaluate.ts'
import { outputTooLarge, tooManyIterations } from './execution-limit.ts'
import type { ExecutorOptions } from './execution-options.ts'

/** What an execution writes, and how long it has run: both have their limits. */
export abstract class TemplateWriter extends Evaluator {
  protected abstract readonly options: ExecutorOptions
  protected output = ''
  /** Rounds of loops, and templates executed, so far. */
  iterations = 0

  protected countRounds(count: number): void {
    const { iterations: most } = this.options.limits
    this.iterations += count
    if (this.iterations > most) throw tooManyIterations(this.template, this.node, most)
  }

  /** A template that is executed counts as four rounds of a loop. */
  protected countTemplate(): void {
    this.countRounds(4)
  }

  protected write(text: string): void {
    this.output += text
    const { output: limit } = this.options.limits
    if (this.output.length > limit) throw outputTooLarge(this.template, this.node, limit)
  }

  /** What becomes of a finished text. */
  protected finished(text: string): string {
    return this.options.deleteNoValue ? text.replaceAll('<no value>', '') : text
  }
}
