import { LimitError } from './execution-limit.ts'
import { GoStruct, type GoValue } from './value.ts'

/** How much the functions of one render may do. */
export interface WorkLimits {
  /** Characters that one function may answer. */
  readonly text: number
  /** Characters that all functions of a render take and answer together, eight for each item of a list, parts that they walk through. */
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

  /** A function is about to read texts. */
  takes(name: string, args: readonly GoValue[], weight: number): void {
    let characters = 0
    for (const argument of args) if (typeof argument === 'string') characters += argument.length
    this.spend(name, characters * weight)
  }

  /** A function answered. Texts and lists are what grows. */
  answered(name: string, answer: GoValue, weight: number): void {
    if (typeof answer === 'string') {
      if (answer.length > this.limits.text) throw overText(name, this.limits.text)
      this.spend(name, answer.length * weight)
    } else if (Array.isArray(answer)) {
      const { items } = this.limits
      if (answer.length > items)
        throw over(name, 'items', items, `${name}: the list has more than ${items} items`)
      this.spend(name, 8 * answer.length)
    }
  }

  private spend(name: string, amount: number): void {
    this.work += amount
    const { work } = this.limits
    if (this.work > work)
      throw over(name, 'work', work, `functions have done more than ${work} units of work in all`)
  }

  /** A function is about to walk through a whole value, or to hold each part of it against each other. */
  walks(name: string, value: GoValue, isPairwise = false): void {
    if (typeof value !== 'object' || value === null) return
    const { parts } = this.limits
    const count = countParts(value, parts)
    this.spend(name, isPairwise ? count * count : count)
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

/** Parts of a value, counted as a tree until there are more than `most`. */
function countParts(value: GoValue, most: number): number {
  let count = 0
  const open: Iterable<unknown>[] = [[value]]
  for (let items = open.pop(); items !== undefined && count <= most; items = open.pop()) {
    for (const item of items) {
      if (++count > most) break
      if (item instanceof Map) open.push(item.values())
      else if (Array.isArray(item)) open.push(item)
      else if (item instanceof GoStruct) open.push([item.underlying() ?? null])
    }
  }
  return count
}
