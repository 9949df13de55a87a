import type { SourceFile } from './source-file.ts'
import { lineAt, type SyntaxNode, walk } from './syntax.ts'

export interface FunctionLength {
  readonly path: string
  readonly line: number
  readonly name: string
  readonly lines: number
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Every function of a file with its length, first to last line, inner functions counted in. */
export function functionLengths({ path, text, program }: SourceFile): FunctionLength[] {
  const found: FunctionLength[] = []
  walk(program, (node, parent) => {
    if (!functionTypes.has(node.type)) return
    const line = lineAt(text, node.start)
    found.push({ path, line, name: nameOf(node, parent), lines: lineAt(text, node.end) - line + 1 })
  })
  return found
}

function nameOf(node: SyntaxNode, parent: SyntaxNode | undefined): string {
  for (const holder of [node['id'], parent?.['key'], parent?.['id']]) {
    const name = (holder as { name?: unknown } | null | undefined)?.name
    if (typeof name === 'string') return name
  }
  return 'a function'
}
