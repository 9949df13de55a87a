import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'
import { importCircles } from './circles.ts'
import { allowedImports } from './floors.ts'
import { functionLengths } from './function-length.ts'
import { nondeterminism } from './nondeterminism.ts'
import type { SourceFile } from './source-file.ts'
import type { SyntaxNode } from './syntax.ts'

function file(path: string, text: string, imports: readonly string[] = []): SourceFile {
  const program = parseSync(path, text).program as unknown as SyntaxNode
  return { path, text, isTest: false, imports: imports.map((from) => ({ from, isTypeOnly: false })), program }
}

test('floors: below, or what is listed', () => {
  expect(allowedImports('yaml')).toEqual(['diagnostics'])
  expect(allowedImports('helm')).toEqual(['diagnostics', 'sim', 'kube', 'yaml', 'gotemplate'])
  expect(allowedImports('release')).not.toContain('cluster')
  expect(allowedImports('cli')).toContain('trial')
  expect(allowedImports('unknown')).toEqual([])
})

test('a circle is found once, wherever the walk begins', () => {
  const files = [
    file('a/x.ts', '', ['./y.ts']),
    file('a/y.ts', '', ['./z/z.ts', 'other']),
    file('a/z/z.ts', '', ['../x.ts']),
  ]
  expect(importCircles(files)).toEqual([['a/x.ts', 'a/y.ts', 'a/z/z.ts']])
  expect(importCircles(files.slice(0, 2))).toEqual([])
})

test.each([
  ['const a = Date.now()', 'Date'],
  ['const a = new Date()', 'Date'],
  ['const a = Math.random()', 'Math.random'],
  ['setTimeout(f, 1)', 'setTimeout'],
  ['function f(): Promise<void> {}', 'Promise'],
  ['async function f() {}', 'async'],
  ['const f = async () => 1', 'async'],
])('%s is found', (text, what) => {
  const [finding] = nondeterminism(file('p/x.ts', `\n${text}`))
  expect(finding).toContain(`p/x.ts:2 uses ${what}: `)
})

test('names of fields and words in texts are no clocks', () => {
  const text = `const a = { Date: 1 }; a.Date; const text = 'Promise'; Math.floor(1); interface D { Date: string }`
  expect(nondeterminism(file('p/x.ts', text))).toEqual([])
})

test('functions are measured from their first to their last line', () => {
  const text = 'function one() {\n  return 1\n}\nconst two = () => 2\nclass C {\n  three() {\n\n\n  }\n}\n'
  const lengths = functionLengths(file('p/x.ts', text)).map(({ name, line, lines }) => [name, line, lines])
  expect(lengths).toEqual([
    ['one', 1, 3],
    ['two', 4, 1],
    ['three', 6, 4],
  ])
})
