import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './architecture/source-file.ts'

/** Charts of the rooms, charts with defects, and the charts that our own stacks compile to. */
const folders = ['packages/helm/testdata/charts', 'tests/fixtures/charts', 'dist/charts']
const cases = folders.flatMap((folder) => ['4.2', '3.21'].map((version) => [folder, version] as const))

const options = { timeout: 600_000 }

test.for(cases)(
  'charts in %s render as real Helm %s renders them',
  options,
  ([folder, version], { skip }) => {
    if (!existsSync(join(root, folder))) skip(`${folder} is not there; npm start makes dist/charts`)
    const command = ['--import', 'tsx', 'tools/parity.ts', join(root, folder), '--version', version]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    const counts = [...stdout.matchAll(/^[0-9.]+ ([a-z ]+): (\d+)$/gm)]
    const verdicts = new Map(counts.map(([, verdict, count]) => [verdict, Number(count)]))
    expect(verdicts.get('identical') ?? 0, stdout).toBeGreaterThan(0)
    const good = ['identical', 'masked', 'fails alike']
    expect(
      [...verdicts.keys()].filter((verdict) => !good.includes(verdict ?? '')),
      stdout,
    ).toEqual([])
  },
)
