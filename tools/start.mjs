// `npm start`: the main job on the application that comes with the repository, or on the chart that is named.
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const given = process.argv.slice(2)
const own = [
  'advisoryhub',
  join(root, 'stacks/advisoryhub'),
  '-n',
  'advisoryhub',
  '-f',
  join(root, 'stacks/advisoryhub/ci/okd-values.yaml'),
]
const args = given[0] === undefined || given[0].startsWith('-') ? [...own, ...given] : given
const seaworthy = join(root, 'packages/seaworthy/bin/seaworthy.cjs')
const { status } = spawnSync(process.execPath, [seaworthy, 'trial', ...args], { stdio: 'inherit' })
process.exitCode = status ?? 2
