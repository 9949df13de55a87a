import { LimitError } from './execution-limit.ts'
import type { FunctionCost } from './function-cost.ts'
import { GoStruct, type GoValue } from './value.ts'

/** How much the functions of one render may do. */
export interface WorkLimits {
  /** Characters that one function may answer. */
  readonly text: number
  /** Work of all functions of a render: what `function-cost.ts` charges for calls, characters, items and parts. */
  readonly work: number
  /** Parts of a value that a function walks through as a whole; a part that is there twice counts twice. */
  readonly parts: number
  /** Items of a list that a function answers. */
  readonly items: number
  /** Random characters or bytes of one call. */
  readonly random: number
  /** Keys, certificates, password hashes and derived passwords of a render. */
  readonly secrets: number
  /** Rounds of all loops of a render, and four for each template that is executed. */
  readonly rounds: number
  /** Characters of output of a render. */
  readonly output: number
}

export const defaultWorkLimits: WorkLimits = {
  text: 64 * 1024 * 1024,
  work: 1024 * 1024 * 1024,
  parts: 5_000_000,
  items: 5_000_000,
  random: 1_000_000,
  secrets: 250,
  rounds: 10_000_000,
  output: 64 * 1024 * 1024,
}

/** Counts what the functions of one render do, so that a chart cannot take all of the machine's time and memory. */
export class WorkMeter {
  readonly limits: WorkLimits
  private work = 0
  private secrets = 0
  private rounds = 0
  private output = 0
  private readonly prepared = new Set<string>()

  constructor(limits: Partial<WorkLimits> = {}) {
    this.limits = { ...defaultWorkLimits, ...limits }
  }

  /** Rounds and characters that are left for the next template. */
  get left(): { readonly iterations: number; readonly output: number } {
    return { iterations: this.limits.rounds - this.rounds, output: this.limits.output - this.output }
  }

  /** A template has run so many rounds and written so much. */
  executed(rounds: number, output: number): void {
    this.rounds += rounds
    this.output += output
  }

  /** A function is about to read its arguments. */
  takes(name: string, args: readonly GoValue[], cost: FunctionCost): void {
    let amount = cost.call
    for (const argument of args) {
      if (typeof argument === 'string') amount += argument.length * cost.character
      else if (typeof argument === 'object' && argument !== null && cost.taken > 0)
        amount += sizeOf(argument) * cost.taken
    }
    this.spend(name, amount)
    if (cost.part === 0) return
    const times = cost.isCrossed ? args.length - 1 : 1
    for (const argument of args) this.walk(name, argument, cost.isPairwise, cost.part * times)
  }

  /** A function answered. Texts and lists are what grows. */
  answered(name: string, answer: GoValue, cost: FunctionCost): void {
    if (typeof answer === 'string') {
      if (answer.length > this.limits.text) throw overText(name, this.limits.text)
      this.spend(name, answer.length * cost.character)
    } else if (Array.isArray(answer)) {
      const { items } = this.limits
      if (answer.length > items)
        throw over(name, 'items', items, `${name}: the list has more than ${items} items`)
      this.spend(name, cost.answered * answer.length)
    }
  }

  /** So many units of work are about to be done, or negative ones are not. Throws a `LimitError`. */
  spend(name: string, amount: number): void {
    this.work += amount
    const { work } = this.limits
    if (this.work > work)
      throw over(name, 'work', work, `functions have done more than ${work} units of work in all`)
  }

  /** A text is about to be parsed or compiled, which is done once for each. */
  prepares(name: string, text: GoValue | undefined, amount: number, character: number): void {
    if (typeof text !== 'string' || this.prepared.has(text)) return
    this.spend(name, amount + text.length * character)
    this.prepared.add(text)
  }

  /** A value is about to be walked through as a whole. */
  walks(name: string, value: GoValue): void {
    this.walk(name, value, false, 1)
  }

  private walk(name: string, value: GoValue, isPairwise: boolean, weight: number): void {
    if (typeof value !== 'object' || value === null) return
    const { parts } = this.limits
    const count = countParts(value, parts)
    this.spend(name, weight * (isPairwise ? count * count : count))
    if (count > parts)
      throw over(name, 'parts', parts, `${name}: the value has more than ${parts} parts, or contains itself`)
  }

  /** A function is about to do what takes long on purpose. */
  makesSecret(name: string): void {
    const { secrets } = this.limits
    if (++this.secrets > secrets)
      throw over(name, 'secrets', secrets, `${name}: a render makes more than ${secrets} keys and hashes`)
  }
}

export function overText(name: string, limit: number): LimitError {
  return over(name, 'text', limit, `${name}: the text has more than ${limit} characters`)
}

export function over(name: string, limit: string, most: number, message: string): LimitError {
  return new LimitError([
    {
      code: `limit-${limit}`,
      severity: 'error',
      message,
      found: name,
      expected: `at most ${most}`,
      help: `for a chart that you trust: --limit ${limit}=NUMBER`,
    },
  ])
}

/** Items of a list or map, looked at from above. */
function sizeOf(value: GoValue): number {
  if (Array.isArray(value)) return value.length
  return value instanceof Map ? value.size : 0
}

/** Parts of a value, counted as a tree until there are more than `most`. */
function countParts(value: GoValue, most: number): number {
  let count = 0
  const open: Iterable<unknown>[] = [[value]]
  for (let items = open.pop(); items !== undefined && count <= most; items = open.pop()) {
    for (const item of items) {
      if (++count > most) break
      if (item instanceof Map) open.push(item.values())
      else if (Array.isArray(item)) open.push(item)
      // Bytes are one part: what reads each of them is charged for the text that it answers.
      else if (item instanceof GoStruct && item.typeName !== '[]uint8') open.push([item.underlying() ?? null])
    }
  }
  return count
}
