import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { importCircles } from './architecture/circles.ts'
import { allowedImports, deterministicRooms, doorToTheMachine, rooms } from './architecture/floors.ts'
import { type FunctionLength, functionLengths } from './architecture/function-length.ts'
import { nondeterminism } from './architecture/nondeterminism.ts'
import { root, type SourceFile, sourceFiles } from './architecture/source-file.ts'

const packages = readdirSync(join(root, 'packages')).filter((name) =>
  existsSync(join(root, 'packages', name, 'package.json')),
)
const files = sourceFiles('packages')
const stackFiles = sourceFiles('stacks')
const allFiles = [...files, ...stackFiles, ...sourceFiles('tests'), ...sourceFiles('tools')]
const packageOf = (path: string) => path.split('/')[1] ?? ''

test('every package has a floor', () => {
  expect(
    packages.filter((name) => rooms[name] === undefined),
    'give them a line in tests/architecture/floors.ts',
  ).toEqual([])
})

test.each(packages)('%s declares only packages of floors below it', (name) => {
  const allowed = allowedImports(name)
  const tooHigh = [...dependenciesOf(name, 'dependencies')].filter(
    (other) => other in rooms && !allowed.includes(other),
  )
  expect(
    tooHigh,
    `take them out of packages/${name}/package.json: ${name} may import ${allowed.join(', ') || 'nothing'}`,
  ).toEqual([])
  const floor = (other: string) => rooms[other]?.floor ?? 0
  const devTooHigh = [...dependenciesOf(name, 'devDependencies')].filter(
    (other) => floor(other) >= floor(name),
  )
  expect(devTooHigh, `tests of ${name} may use any package of a floor below it`).toEqual([])
})

test('a package imports only what its package.json declares', () => {
  const strays = files.flatMap((file) =>
    outside(file)
      .filter(
        (name) =>
          !name.startsWith('node:') &&
          !(file.isTest ? declaredForTests : declared)(packageOf(file.path)).has(name),
      )
      .map(
        (name) =>
          `${file.path} imports ${name}: declare it in packages/${packageOf(file.path)}/package.json, if its floor allows`,
      ),
  )
  expect(strays).toEqual([])
})

test('a stack is written with the public surface only', () => {
  const strays = stackFiles
    .filter((file) => !file.isTest)
    .flatMap((file) =>
      outside(file)
        .filter((name) => !/^(node:.*|seaworthy)$/.test(name))
        .map((name) => `${file.path} imports ${name}`),
    )
  expect(strays, 'stacks import seaworthy/sdk, seaworthy/trial, and their own files').toEqual([])
})

test('inside a package, files import each other by path and not through their own index', () => {
  const strays = files
    .filter((file) => !file.isTest && basename(file.path) !== 'index.ts')
    .flatMap((file) => {
      const own = file.imports.filter(({ from }) => isOwnIndex(file, from))
      return own.map(({ from }) => `${file.path} imports ${from}: import the file that has it`)
    })
  expect(strays).toEqual([])
})

test('no file imports itself through others', () => {
  const circles = importCircles(allFiles).map((circle) => [...circle, circle[0]].join(' → '))
  expect(
    circles,
    'hand the recursion in as an argument, or move what both need into the file that names it',
  ).toEqual([])
})

test('names say what is inside', () => {
  const vague = allFiles.filter(({ path }) =>
    path.split('/').some((part) => /^(utils?|helpers?|common|misc|shared|lib|types)(\.ts)?$/.test(part)),
  )
  expect(
    vague.map((file) => file.path),
    'name the file after its idea, or put it beside its only caller',
  ).toEqual([])
  const odd = allFiles.filter(
    ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.ts$/.test(basename(path)),
  )
  expect(
    odd.map((file) => file.path),
    'file names are kebab-case',
  ).toEqual([])
})

test('time and chance have one door', () => {
  const judged = files.filter(
    ({ path, isTest }) =>
      !isTest && deterministicRooms.includes(packageOf(path)) && path !== doorToTheMachine,
  )
  expect(judged.flatMap(nondeterminism)).toEqual([])
})

test('files are short, unless they are tables, grammars or generated and say so in their first line', () => {
  const long = allFiles
    .map((file) => ({ file, lines: file.text.trimEnd().split('\n').length }))
    .filter(
      ({ file, lines }) =>
        lines > (file.isTest ? 500 : 300) && !/^\/\/.*\b(table|grammar|generated)\b/i.test(file.text),
    )
  expect(long.map(({ file, lines }) => `${file.path} has ${lines} lines: split it by idea`)).toEqual([])
})

/** A package whose longest function is longer than `easy` has that length on record, and the record only falls. */
const easy = 30
const hardLimit = 70
const recordPath = 'tests/architecture/longest-functions.json'

test('functions get shorter, never longer', () => {
  const longest = longestFunctions()
  const measured = Object.fromEntries(
    [...longest].filter(([, each]) => each.lines > easy).map(([name, each]) => [name, each.lines]),
  )
  if (process.env['UPDATE'] === '1')
    writeFileSync(join(root, recordPath), `${JSON.stringify(measured, null, 2)}\n`)
  const record = JSON.parse(readFileSync(join(root, recordPath), 'utf8')) as Record<string, number>
  const faults: string[] = []
  for (const [name, { path, line, name: what, lines }] of longest) {
    const allowed = Math.min(Math.max(record[name] ?? 0, easy), hardLimit)
    if (lines > allowed)
      faults.push(`${path}:${line} ${what} has ${lines} lines, ${name} allows ${allowed}: split it`)
  }
  for (const [name, lines] of Object.entries(record)) {
    const now = measured[name] ?? 0
    if (now < lines)
      faults.push(
        `${name} has improved from ${lines} to ${now || `at most ${easy}`}: UPDATE=1 npx vitest run tests/architecture.test.ts writes that into ${recordPath}`,
      )
  }
  expect(faults).toEqual([])
})

function longestFunctions(): Map<string, FunctionLength> {
  const longest = new Map<string, FunctionLength>()
  for (const file of [...files, ...stackFiles].filter((each) => !each.isTest)) {
    const name = file.path.split('/').slice(0, 2).join('/')
    for (const each of functionLengths(file))
      if (each.lines > (longest.get(name)?.lines ?? 0)) longest.set(name, each)
  }
  return longest
}

/** Short names of our packages and full names of others that a package's own code may import. */
function declared(name: string): ReadonlySet<string> {
  return dependenciesOf(name, 'dependencies')
}

/** The same for its tests, which may also use what the root has. */
function declaredForTests(name: string): ReadonlySet<string> {
  const house = manifest('package.json')
  return new Set([
    ...declared(name),
    ...dependenciesOf(name, 'devDependencies'),
    ...Object.keys({ ...house.dependencies, ...house.devDependencies }),
  ])
}

function dependenciesOf(name: string, field: 'dependencies' | 'devDependencies'): ReadonlySet<string> {
  return new Set(Object.keys(manifest(join('packages', name, 'package.json'))[field] ?? {}).map(shortName))
}

function manifest(path: string): Partial<Record<'dependencies' | 'devDependencies', Record<string, string>>> {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

/** The packages that a file imports from. */
function outside(file: SourceFile): string[] {
  return file.imports.filter(({ from }) => !from.startsWith('.')).map(({ from }) => shortName(from))
}

/** `@seaworthy/kube` is `kube`; a subpath is its package. */
function shortName(request: string): string {
  if (request.startsWith('node:')) return request
  const [first = '', second = ''] = request.split('/')
  if (first === '@seaworthy') return second
  return first.startsWith('@') ? `${first}/${second}` : first
}

function isOwnIndex(file: SourceFile, from: string): boolean {
  const source = `packages/${packageOf(file.path)}/src`
  return (
    from === `@seaworthy/${packageOf(file.path)}` ||
    (from.startsWith('.') && join(dirname(file.path), from) === `${source}/index.ts`)
  )
}
