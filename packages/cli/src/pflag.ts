import { type Command, InvalidArgumentError, Option } from 'commander'

/**
 * Lets a command read its flags as Helm's reader does (github.com/spf13/pflag): `--flag=false`, `-f=file`, and flags whose value is
 * only ever behind a `=`, like `--dry-run`. `implied` are the values of those where they stand alone.
 */
export function readsLikePflag(command: Command, implied: Readonly<Record<string, string>> = {}): Command {
  const parse = command.parseOptions.bind(command)
  command.parseOptions = (args) => parse(rewritten(args, command, implied))
  return command
}

function rewritten(
  args: readonly string[],
  command: Command,
  implied: Readonly<Record<string, string>>,
): string[] {
  const words: string[] = []
  const switched = new Map<string, boolean>()
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string
    if (word === '--') return [...words, ...switches(switched), ...args.slice(at)]
    const { option, name, value } = readWord(word, command.options)
    if (option === undefined) words.push(word)
    else if (option.isBoolean() || option.negate)
      switched.set(name, value === undefined || isTrue(value, name, command))
    else if (option.optional) words.push(`${name}=${value ?? implied[name] ?? ''}`)
    else if (value !== undefined) words.push(name, value)
    else words.push(name, ...args.slice(++at, at + 1))
  }
  return [...words, ...switches(switched)]
}

/** The last of `--flag --flag=false` counts. */
function switches(switched: ReadonlyMap<string, boolean>): string[] {
  return [...switched].filter(([, on]) => on).map(([name]) => name)
}

interface Word {
  readonly option: Option | undefined
  /** As commander is told of it. */
  readonly name: string
  readonly value: string | undefined
}

/** `--long`, `--long=value`, `-s`, `-s=value` or `-svalue`; what is none of these is left to commander. */
function readWord(word: string, options: readonly Option[]): Word {
  const equals = word.indexOf('=')
  const written = equals === -1 ? word : word.slice(0, equals)
  const value = equals === -1 ? undefined : word.slice(equals + 1)
  const named = options.find(({ long, short }) => written === long || written === short)
  if (named !== undefined) return { option: named, name: named.long ?? written, value }
  const short = options.find((each) => each.short === word.slice(0, 2) && each.required)
  if (short === undefined || word.startsWith('--')) return { option: undefined, name: word, value: undefined }
  return { option: short, name: short.long ?? word, value: word.slice(2) }
}

/** Go's strconv.ParseBool. */
function isTrue(value: string, name: string, command: Command): boolean {
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)) return true
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value)) return false
  const quoted = JSON.stringify(value)
  command.error(
    `error: invalid argument ${quoted} for "${name}" flag: strconv.ParseBool: parsing ${quoted}: invalid syntax`,
  )
}

/** An option that can be given several times, each time with one value or several between commas (pflag's stringSlice). */
export function sliceOption(flags: string, text: string): Option {
  const option = new Option(flags, text)
  const called = flags.replace(/ <.*/, '')
  return option.argParser((value: string, before: string[] | undefined) => [
    ...(before ?? []),
    ...readRecord(value, called),
  ])
}

/** One line of comma-separated values: `a,"b,c"` (encoding/csv). */
function readRecord(text: string, flag: string): string[] {
  if (text === '') return []
  const fields: string[] = []
  for (let at = 0; at <= text.length; ) {
    const quoted = text[at] === '"'
    const match = (quoted ? /"((?:[^"]|"")*)"(?=,|$)/y : /[^",]*(?=,|$)/y).exec(text.slice(at))
    if (match === null) throw new InvalidArgumentError(csvFault(text, at, quoted, flag))
    fields.push(quoted ? (match[1] ?? '').replaceAll('""', '"') : match[0])
    at += match[0].length + 1
  }
  return fields
}

function csvFault(text: string, from: number, quoted: boolean, flag: string): string {
  const what = quoted ? 'extraneous or missing " in quoted-field' : 'bare " in non-quoted field'
  const column = quoted ? text.length + 1 : text.indexOf('"', from) + 1
  return `invalid argument ${JSON.stringify(text)} for "${flag}" flag: parse error on line 1, column ${column}: ${what}`
}
