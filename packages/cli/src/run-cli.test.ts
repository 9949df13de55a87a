import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, test, vi } from 'vitest'
import { processIo } from './io.ts'
import { run, testdata } from './testing.ts'
import { VERSION } from './version.ts'

test('the version is that of the published package', async () => {
  const published = join(import.meta.dirname, '../../seaworthy/package.json')
  expect(VERSION).toBe(JSON.parse(readFileSync(published, 'utf8')).version)
  expect(await run(['--version'])).toEqual({ status: 0, out: `${VERSION}\n`, err: '' })
})

test('help names every command, examples and exit statuses', async () => {
  const { status, out, err } = await run(['--help'])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toBe(`Usage: seaworthy [options] [command]

Tells what a Helm release will do, before it is released.

Options:
  --version                                   print the version
  -h, --help                                  print help

Commands:
  trial [options] [name] <chart>              check a chart and send it on its sea trials
  check [options] [name] <chart>              look for defects without running anything
  template [options] [name] <chart>           print what Helm would render
  explain [options] <chart> [object] [field]  say where a field comes from, and where a value goes
  show all|chart|values|readme|crds           print what a chart holds
  diff [options] <chart> [new-chart]          compare two renders, with the cause of each change
  lint [options] <chart...>                   examine charts for faults, as helm lint does
  package [options] <chart...>                pack charts into archives
  dependency list|update|build                see to the charts that a chart depends on
  pull [options] <chart...>                   fetch charts from a repository or registry
  push [options] <archive> <remote>           put a packed chart into a registry
  repo add|list|update|remove                 name chart repositories
  registry login|logout                       keep the passwords of registries
  build [options] <folder>                    compile a typed chart to a Helm chart
  help [command]                              display help for command

Examples:
  seaworthy trial ./chart -f prod.yaml          check a chart and send it on its trials
  seaworthy check shop ./chart -n shop          static checks alone
  seaworthy template shop ./chart -f prod.yaml  what Helm would print
  seaworthy explain ./chart deploy/web          where its fields come from
  seaworthy diff ./chart-1.4 ./chart-1.5        what changes, and why
  seaworthy build stacks/advisoryhub            a typed chart becomes a Helm chart

Exit status: 0 no finding, 1 findings, 2 the call or its input was wrong, 70 a defect of seaworthy.
Commands that are Helm's too end with 1 where Helm does.
`)
})

test.each(['trial', 'check', 'template', 'explain', 'diff', 'build'])(
  '%s has help of its own',
  async (command) => {
    const { status, out } = await run([command, '--help'])
    expect(status).toBe(0)
    expect(out).toContain(`Usage: seaworthy ${command} [options] `)
    expect(out).not.toContain('(default: [])')
  },
)

test('without a command the help is shown, as an error', async () => {
  const { status, out, err } = await run([])
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toContain('Usage: seaworthy')
})

/** An output that breaks stands for an exception that nobody foresaw. */
const broken = () => {
  throw new TypeError('the pump is dry')
}

test('a defect of ours is one honest line and status 70', async () => {
  expect(await run(['template', 'shop'], { out: broken })).toEqual({
    status: 70,
    out: '',
    err: 'error[internal]: the pump is dry, please report\n  help: --debug shows where it arose; the report needs that, and the chart\n',
  })
})

test.each([
  ['--debug', ['template', 'shop', '--debug'], false],
  ['SEAWORTHY_DEBUG', ['template', 'shop'], true],
])('%s shows where a defect arose', async (_what, args, debug) => {
  const { status, err } = await run(args, { out: broken, debug })
  expect(status).toBe(70)
  expect(err).toMatch(
    /^error\[internal\]: the pump is dry, please report\nTypeError: the pump is dry\n {4}at /,
  )
})

test.each([
  [{ NO_COLOR: '1' }, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  [{ FORCE_COLOR: '0' }, false],
  [{ NO_COLOR: '', FORCE_COLOR: '1' }, true],
  [{ TERM: 'dumb', FORCE_COLOR: '1' }, false],
])('colour under %o: %s', (env, colour) => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TERM']) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    // Standard output of a test is no terminal.
    expect(processIo().colour).toBe(colour)
  } finally {
    vi.unstubAllEnvs()
  }
})

test('colour changes how a report looks and not what it says', async () => {
  const plain = await run(['check', 'shop'])
  const coloured = await run(['check', 'shop'], { colour: true })
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out)
  expect(coloured.out).toContain('\u001b[1m')
  expect(plain.out).not.toContain('\u001b')
})

test('one argument is the chart, two are name and chart', async () => {
  const one = await run(['template', './shop'])
  const two = await run(['template', 'corner', './shop'])
  expect(one.out).toContain('name: release-name-web')
  expect(two.out).toBe(one.out.replaceAll('release-name', 'corner'))
})

test('paths are taken from where the user is', async () => {
  const { status, out } = await run(['template', '.'], { cwd: join(testdata, 'shop') })
  expect({ status, starts: out.startsWith('---\n# Source: shop/templates/budget.yaml\n') }).toEqual({
    status: 0,
    starts: true,
  })
})
