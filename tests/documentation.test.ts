import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'
import { root } from './architecture/source-file.ts'
import { rooms } from './architecture/floors.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'src')),
)
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'STYLE.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...packages.map((name) => `packages/${name}/README.md`).filter((path) => existsSync(join(root, path))),
]

test.each(pages)('%s names only files that exist', (page) => {
  const text = read(page)
  const links = [...text.matchAll(/\]\(([^)#:]+)[^)]*\)/g)].map((match) => join(page, '..', match[1] ?? ''))
  const own = [...text.matchAll(/`(src\/[^`<>*…\s]+)`/g)].map((match) => join(page, '..', match[1] ?? ''))
  const paths = [...text.matchAll(/`((?:packages|tests|tools|docs|stacks)\/[^`<>*…\s]+)`/g)].map(
    (match) => match[1] ?? '',
  )
  expect([...links, ...own, ...paths].filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('the README gives the two commands', () => {
  const commands = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('    npm'))
  expect(commands.map((line) => line.trim().split('  ')[0])).toEqual([
    'npm ci && npm start',
    'npm ci && npm test',
  ])
})

test('the floors that ARCHITECTURE.md shows are those that hold', () => {
  const rows = [...read('ARCHITECTURE.md').matchAll(/^\| (\d) \| `([a-z]+)` \|/gm)]
  expect(rows.map(([, floor, name = '']) => [name, Number(floor)])).toEqual(
    rows.map(([, , name = '']) => [name, rooms[name]?.floor]),
  )
  const shown = new Set(rows.map(([, , name]) => name))
  expect(
    packages.filter((name) => !shown.has(name)),
    'give them a line in ARCHITECTURE.md',
  ).toEqual([])
})

test('every runtime dependency has its reason in decision 6, and nothing else has', () => {
  const reasons = [...read('docs/decisions/0006-runtime-dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(
    (match) => match[1],
  )
  const used = packages.flatMap((name) => {
    const { dependencies = {} } = JSON.parse(read(`packages/${name}/package.json`)) as {
      dependencies?: Record<string, string>
    }
    return Object.keys(dependencies).filter((each) => !(each.replace('@seaworthy/', '') in rooms))
  })
  expect(new Set(reasons)).toEqual(new Set(used))
})

test('the lock file holds no download addresses', () => {
  expect(read('package-lock.json').match(/"resolved": "[a-z+]*:\/\/[^"]*"/g) ?? []).toEqual([])
})

const examples = pages
  .filter((page) => /^(packages|docs\/guides)\//.test(page))
  .map((page) => [page, /```ts\n(.*?)```/s.exec(read(page))?.[1] ?? ''] as const)

test('every package says what it is, with an example', () => {
  const shown = new Set(examples.filter(([, example]) => example !== '').map(([page]) => page))
  expect(
    packages.map((name) => `packages/${name}/README.md`).filter((page) => !shown.has(page)),
    'write them, with an example in ```ts',
  ).toEqual([])
})

test.each(examples)('the example in %s runs, and what it says is so', async (page, example) => {
  let code = example
  for (const { type, start, end } of parseSync('example.ts', example).program.body.toReversed()) {
    if (type !== 'ExpressionStatement') continue
    const statement = example.slice(start, end)
    if (!/ (===|instanceof) /.test(statement)) continue
    code = `${code.slice(0, start)}if (!(${statement})) throw new Error(${JSON.stringify(statement)})${code.slice(end)}`
  }
  const stdin = { contents: code, loader: 'ts', resolveDir: join(root, page, '..') } as const
  const alias = Object.fromEntries(
    ['sdk', 'trial'].map((subpath) => [
      `seaworthy/${subpath}`,
      join(root, `packages/seaworthy/src/${subpath}.ts`),
    ]),
  )
  // Libraries that are not ES modules look for `require`, as in the published bundle.
  const js = `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(join(root, '/'))});`
  const form = { bundle: true, write: false, format: 'esm', platform: 'node', banner: { js } } as const
  const bundle = await build({ stdin, alias, ...form })
  const text = Buffer.from(bundle.outputFiles[0]?.text ?? '').toString('base64')
  await expect(import(`data:text/javascript;base64,${text}`)).resolves.toBeDefined()
})
