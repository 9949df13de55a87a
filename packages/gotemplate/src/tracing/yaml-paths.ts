import { childPath } from './value-paths.ts'

interface YamlLine {
  readonly start: number
  readonly end: number
  readonly path: string
}

/** A map or list that is being read: the column of its keys or dashes, and the path of its current entry. */
interface Level {
  readonly column: number
  readonly isList: boolean
  readonly path: string
  item: number
  current: string
}

const entry =
  /^( *)((?:- +)*)(?:("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"#&*!|>%@`{[-][^:]*?|-[^\s:][^:]*?):(?=\s|$))?/

/**
 * The values path of each line of block YAML that a serialiser wrote from the value at `base`. Lines that start no entry
 * (of block scalars, of folded strings) belong to the entry before them. Not a YAML reader: it trusts the writer.
 */
export function yamlPaths(text: string, base: string): YamlLine[] {
  const lines: YamlLine[] = []
  const levels: Level[] = [{ column: -1, isList: false, path: base, item: 0, current: base }]
  let scalar: number | undefined
  let start = 0
  let path = base
  for (const line of text.split(/(?<=\n)/)) {
    const indent = line.search(/[^ \n]/)
    if (scalar !== undefined && indent !== -1 && indent <= scalar) scalar = undefined
    if (scalar === undefined && indent !== -1) {
      path = enter(levels, line, path)
      if (/[:-] [|>][-+0-9]*\n?$/.test(line)) scalar = keyIndent(line)
    }
    lines.push({ start, end: start + line.length, path })
    start += line.length
  }
  return lines
}

function keyIndent(line: string): number {
  const match = entry.exec(line)
  return (match?.[1]?.length ?? 0) + (match?.[3] === undefined ? 0 : (match[2]?.length ?? 0))
}

/** Follows a line into its lists and its key; `before` is the path where the line goes on with what was before. */
function enter(levels: Level[], line: string, before: string): string {
  const [, spaces = '', dashes = '', key] = entry.exec(line) ?? []
  if (dashes === '' && key === undefined) return before
  let column = spaces.length
  for (const dash of dashes.match(/- +/g) ?? []) {
    const list = levelAt(levels, column, true)
    list.item++
    list.current = childPath(list.path, list.item)
    column += dash.length
  }
  if (key !== undefined) {
    const map = levelAt(levels, column, false)
    map.current = childPath(map.path, unquoted(key))
  }
  return levels.at(-1)?.current ?? before
}

/** The list or map whose entries stand in this column, opened where there is none. A list may stand below its own key. */
function levelAt(levels: Level[], column: number, isList: boolean): Level {
  for (;;) {
    const top = levels.at(-1) as Level
    if (top.column === column && top.isList === isList) return top
    if (top.column < column || (top.column === column && isList)) {
      const level: Level = { column, isList, path: top.current, item: -1, current: top.current }
      levels.push(level)
      return level
    }
    levels.pop()
  }
}

function unquoted(key: string): string {
  if (key.startsWith('"')) return JSON.parse(key) as string
  return key.startsWith("'") ? key.slice(1, -1).replaceAll("''", "'") : key
}
