import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkRelease } from '@seaworthy/check'
import { loadFolder, memoryFiles, renderChart } from '@seaworthy/helm'
import { fixedClock, Random } from '@seaworthy/sim'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../docs/checks')
const index = readFileSync(join(folder, 'README.md'), 'utf8')
const pages = readdirSync(folder).filter((name) => name !== 'README.md')
const page = (code: string) => readFileSync(join(folder, `${code}.md`), 'utf8')

/** Checks one template as a chart of its own. */
function checked(template: string) {
  const chart = 'apiVersion: v2\nname: page\nversion: 1.0.0\n'
  const files = memoryFiles({ 'Chart.yaml': chart, 'templates/example.yaml': template })
  const options = { releaseName: 'page', namespace: 'default', clock: fixedClock(0), random: new Random(0) }
  return checkRelease(renderChart(loadFolder(files), { ...options, trace: true }))
}

const { checks } = checked('')

test('every check has its page, and every page its check', () => {
  expect(pages.toSorted()).toEqual(checks.map((code) => `${code}.md`).toSorted())
})

test.each(checks)(
  'the page of %s says what, why, when it fails, how to mend it and when it is silent',
  (code) => {
    const text = page(code)
    expect(text.match(/^#+ .*$/gm)).toEqual([
      expect.stringMatching(new RegExp(`^# ${code} [a-z-]+$`)),
      '## Why',
      '## Fails',
      '## Mended',
      '## Silent',
    ])
    const slug = /^# \S+ (\S+)$/m.exec(text)?.[1] ?? ''
    expect(index).toContain(`| [${code}](${code}.md) | \`${slug}\` | `)
  },
)

test.each(checks)('the example of %s fails, and the mended one does not', (code) => {
  const [fails = '', mended = ''] = [...page(code).matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, text]) => text ?? '',
  )
  const found = checked(fails).findings
  expect(found.map((each) => each.code)).toEqual([code])
  expect(page(code)).toContain(`# ${code} ${found[0]?.slug ?? ''}\n`)
  expect(checked(mended).findings).toEqual([])
})
