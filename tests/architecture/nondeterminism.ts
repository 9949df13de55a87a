import type { SourceFile } from './source-file.ts'
import { lineAt, type SyntaxNode, walk } from './syntax.ts'

const banned: Readonly<Record<string, string>> = {
  Date: 'time comes from a Clock or the EventLoop of @seaworthy/sim; formatTimestamp of @seaworthy/kube writes it',
  performance: 'time comes from a Clock or the EventLoop of @seaworthy/sim',
  setTimeout: 'plan a task on the EventLoop of @seaworthy/sim',
  setInterval: 'plan a task on the EventLoop of @seaworthy/sim',
  setImmediate: 'plan a task on the EventLoop of @seaworthy/sim',
  queueMicrotask: 'plan a task on the EventLoop of @seaworthy/sim',
  Promise: 'write a generator that yields effects (packages/kube/src/operation.ts)',
}

/** What in the file asks the machine for time, chance or an order: place, finding, and what to do instead. */
export function nondeterminism({ path, text, program }: SourceFile): string[] {
  const found: string[] = []
  const report = (node: SyntaxNode, what: string, instead: string) =>
    found.push(`${path}:${lineAt(text, node.start)} uses ${what}: ${instead}`)
  walk(program, (node, parent) => {
    const name = node['name']
    if (node.type === 'Identifier' && typeof name === 'string' && !isOnlyAName(node, parent)) {
      const instead = Object.hasOwn(banned, name) ? banned[name] : undefined
      if (instead !== undefined) report(node, name, instead)
    }
    if (isMathRandom(node)) report(node, 'Math.random', 'draw from a stream(seed, name) of @seaworthy/sim')
    if (node['async'] === true || node.type === 'AwaitExpression') {
      report(node, node.type === 'AwaitExpression' ? 'await' : 'async', banned['Promise'] ?? '')
    }
  })
  return found
}

/** The `Date` of `x.Date` and of `{ Date: 1 }` is nobody's clock. */
function isOnlyAName(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  return (
    parent !== undefined &&
    parent['computed'] !== true &&
    (parent['property'] === node || parent['key'] === node)
  )
}

function isMathRandom(node: SyntaxNode): boolean {
  const [object, property] = [node['object'], node['property']] as ({ name?: unknown } | undefined)[]
  return node.type === 'MemberExpression' && object?.name === 'Math' && property?.name === 'random'
}
