import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import type { SyntaxNode } from './syntax.ts'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export interface SourceFile {
  /** From the root of the repository: `packages/kube/src/name.ts`. */
  readonly path: string
  readonly text: string
  readonly isTest: boolean
  /** What it imports and re-exports from, types included. */
  readonly imports: readonly ImportOf[]
  readonly program: SyntaxNode
}

export interface ImportOf {
  readonly from: string
  readonly isTypeOnly: boolean
}

const skipped = new Set(['node_modules', 'dist', 'testdata', 'fixtures', 'coverage'])

/** Every TypeScript file below a folder, parsed; none when there is no such folder. An unreadable file is an error. */
export function sourceFiles(folder: string): SourceFile[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => skipped.has(part)))
    .sort()
    .map(readSource)
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const parsed = parseSync(path, text)
  const fault = parsed.errors[0]
  if (fault !== undefined) throw new Error(`${path}: ${fault.message}`)
  const { staticImports, staticExports } = parsed.module
  const imports: ImportOf[] = staticImports.map((each) => ({
    from: each.moduleRequest.value,
    isTypeOnly: each.entries.length > 0 && each.entries.every((entry) => entry.isType),
  }))
  for (const { entries } of staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest !== null) imports.push({ from: moduleRequest.value, isTypeOnly: isType })
    }
  }
  // Support for tests counts as a test: `testing.ts`, `shop.fixture.ts`.
  const isTest = /(\.(test(-d)?|fixture)|\/testing)\.ts$/.test(path)
  return { path, text, isTest, imports, program: parsed.program as unknown as SyntaxNode }
}
