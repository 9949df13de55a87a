// Small charts as texts: packages/helm/testdata/small holds one chart for each `.txtar` file.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * A chart with its cases. The text says what it is about, then `case: NAME ARGUMENT…` for each command line (`random:` where
 * no two runs agree), then the files, each under its `-- PATH --`. A path that begins with `../` is beside the chart. Without
 * a Chart.yaml it is a chart of the v2 kind with the name of the file.
 */
export interface SmallChart {
  readonly name: string
  readonly about: string
  readonly cases: readonly {
    readonly name: string
    readonly args: readonly string[]
    readonly random: boolean
  }[]
  readonly files: ReadonlyMap<string, string>
}

export const smallFolder = fileURLToPath(new URL('../testdata/small/', import.meta.url))

export function smallCharts(): SmallChart[] {
  const names = readdirSync(smallFolder).filter((name) => name.endsWith('.txtar'))
  return names.map((name) =>
    parseChart(name.replace('.txtar', ''), readFileSync(join(smallFolder, name), 'utf8')),
  )
}

function parseChart(name: string, text: string): SmallChart {
  const [head = '', ...parts] = text.split(/^-- (.+) --\n/m)
  const lines = head.trim().split('\n')
  const files = new Map<string, string>()
  for (let at = 0; at < parts.length; at += 2) files.set(parts[at] ?? '', parts[at + 1] ?? '')
  if (!files.has('Chart.yaml')) files.set('Chart.yaml', `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`)
  const commands = lines.filter((line) => /^(case|random): /.test(line))
  const cases = commands.map((line) => {
    const [caseName = '', ...args] = wordsOf(line.replace(/^\w+: /, ''))
    return { name: caseName, args, random: line.startsWith('random:') }
  })
  return { name, about: lines[0] ?? '', cases, files }
}

/** Words of a command line; double quotes keep spaces, a backslash the next character. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:"(?:\\.|[^"\\])*"|\\.|[^\s"\\])+/g) ?? []
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|\\(.)/g, (_all, quoted?: string, escaped?: string) => {
      return escaped ?? quoted?.replace(/\\(.)/g, '$1') ?? ''
    }),
  )
}

/** Writes a chart below a folder, under its name. */
export function writeChart(folder: string, { name, files }: SmallChart): void {
  for (const [path, text] of files) {
    const file = join(folder, name, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
