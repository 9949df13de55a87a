// Reads cases.txt files whose cases are a command and the files that it finds: packages/helm/testdata/{lint,package}/.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** `[{ name, command, files }]` of the text of a cases.txt; `files` are texts by path. */
export function readChartCases(text) {
  const [, ...blocks] = text.split(/^== /m)
  return blocks.map((block) => {
    const [head, ...parts] = block.split(/^-- /m)
    const [name, command] = head.split('\n')
    const files = Object.fromEntries(parts.map(readFile))
    return { name, command: command.slice(2), files }
  })
}

function readFile(part) {
  const end = part.indexOf('\n')
  const head = part.slice(0, end)
  const content = part.slice(end + 1)
  const suffix = ' no newline'
  return head.endsWith(suffix) ? [head.slice(0, -suffix.length), content.slice(0, -1)] : [head, content]
}

/** Writes the files of a case into a folder. */
export function writeCase(folder, { files }) {
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path)
    mkdirSync(dirname(full), { recursive: true })
    writeFileSync(full, content)
  }
}
