import type { Json } from '@seaworthy/kube'

const shell = /^(ba|da|a|z|k)?sh$/
/** One word of a shell script, or what ends a command; a comment is neither. */
const token =
  /(?<=^|\s)#[^\n]*|\\\n|(\n|;+|&&?|\|\|?|[()`])|((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[<>]&|[^\s;&|()`"'\\])+)/gs
/** Words before a program that leave it the program. */
const leading =
  /^(exec|until|while|if|elif|then|else|do|time|nohup|env|sudo|command|!|\{|[A-Za-z_]\w*=.*|.*entrypoint(\.sh)?)$/
const launchers: readonly (readonly [program: RegExp, next: string])[] = [
  [/^(poetry|uv|pipenv|pdm|rye|hatch)$/, 'run'],
  [/^bundle$/, 'exec'],
  [/^python[\d.]*$/, '-m'],
]
const startsAfterDashes = /^(tini|dumb-init|catatonit|dockerize|wait-for.*)$/

/** Command and arguments as single words; a shell's script is taken apart too. */
export function commandLine(container: Json): string[] {
  return partsOf(container)
    .flatMap((part) => part.split(/\s+/))
    .filter((word) => word !== '')
}

/**
 * The programs that a container starts, each with its arguments, the program without its folder: one, or those of a shell's
 * script in the order in which they are written. Quoted text stays one word; no variable is filled in.
 */
export function commandsOf(container: Json): string[][] {
  const parts = partsOf(container)
  const dashC = parts.findIndex(
    (part, i) =>
      /^-[a-z]*c$/.test(part) && (i === 0 || parts.slice(0, i).some((each) => shell.test(baseName(each)))),
  )
  const script = dashC === -1 ? undefined : parts.slice(dashC + 1).find((part) => part !== '--')
  const [first = ''] = parts
  const commands = script !== undefined ? split(script) : /\s/.test(first) ? split(parts.join(' ')) : [parts]
  return commands.flatMap(started).filter((words) => words.length > 0)
}

/** Whether the words stand in a command in this order: the program first, options and operands between the others. */
export function hasInOrder(command: readonly string[], [program, ...rest]: readonly string[]): boolean {
  if (command[0] !== program) return false
  let at = 0
  return rest.every((word) => (at = command.indexOf(word, at + 1)) !== -1)
}

function partsOf(container: Json): string[] {
  const parts: unknown[] = [...(container.command ?? []), ...(container.args ?? [])]
  return parts.map(String)
}

function split(script: string): string[][] {
  const commands: string[][] = [[]]
  for (const [, end, word] of script.matchAll(token)) {
    if (end !== undefined) commands.push([])
    else if (word !== undefined) commands.at(-1)?.push(word.replaceAll(/["']/g, ''))
  }
  return commands
}

/** The command without what only launches it. What waits and then starts another (`wait-for-it db:1 -- …`) is two. */
function started(words: readonly string[]): string[][] {
  const from = words.findIndex((word) => !leading.test(word))
  if (from === -1) return []
  const [program = '', ...rest] = words.slice(from)
  const name = baseName(program)
  if (launchers.some(([launcher, next]) => launcher.test(name) && rest[0] === next))
    return started(rest.slice(1))
  const dashes = startsAfterDashes.test(name) ? rest.indexOf('--') : -1
  if (dashes === -1) return [[name, ...rest]]
  return [[name, ...rest.slice(0, dashes)], ...started(rest.slice(dashes + 1))]
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
