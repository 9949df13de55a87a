// Reads cases.txt files whose cases are a command and the files that it finds: packages/helm/testdata/{lint,package}/.
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
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

/**
 * Writes the files of a case into a folder: `LINK -> TARGET` is a symbolic link, `PATH repeat N` has its text N times. Files get
 * times that are known, a minute and a half second apart.
 */
export function writeCase(folder, { files }) {
  let seconds = 1_700_000_000
  const links = []
  for (const [path, content] of Object.entries(files)) {
    const [, name, count = '1'] = /^(.*?)(?: repeat (\d+))?$/.exec(path)
    const [file, target] = name.split(' -> ')
    const full = join(folder, file)
    mkdirSync(dirname(full), { recursive: true })
    if (target === undefined) {
      writeFileSync(full, content.repeat(Number(count)))
      seconds += 61.5
      utimesSync(full, seconds, seconds)
    } else links.push([target, full])
  }
  for (const [target, full] of links) symlinkSync(target, full)
}

/** Carries out the `pack FOLDER [into FOLDER]` in front of a command; returns the words of the command itself. */
export function packFirst(folder, { command }) {
  const commands = command.split(' && ')
  for (const pack of commands.slice(0, -1)) {
    const [, chart, , into = '.'] = pack.split(' ')
    const args = [
      '-czf',
      join(folder, into, `${chart}-1.0.0.tgz`),
      '--owner=0',
      '--group=0',
      '--sort=name',
      chart,
    ]
    const made = spawnSync('tar', args, { cwd: folder, encoding: 'utf8' })
    if (made.status !== 0) throw new Error(made.stderr)
  }
  return commands.at(-1).split(' ')
}
