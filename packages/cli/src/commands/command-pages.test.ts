import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../testing.ts'

const pages = join(import.meta.dirname, '../../../../docs/commands')

const screens = ['explain.md', 'diff.md'].flatMap((page) =>
  [
    ...readFileSync(join(pages, page), 'utf8').matchAll(/```text\n\$ npx seaworthy ([^\n]*)\n\n(.*?)```/gs),
  ].map(([, call = '', screen = '']) => [page, call, screen] as const),
)

test('the pages show the commands at work', () => {
  expect(screens.map(([page]) => page)).toEqual([
    ...Array<string>(5).fill('explain.md'),
    ...Array<string>(2).fill('diff.md'),
  ])
})

test.each(screens)('%s: %s prints what the page shows', async (_page, call, screen) => {
  const { out, err } = await run(call.split(' '))
  expect(out + err).toBe(screen)
})
