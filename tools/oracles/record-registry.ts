// Records what both Helms do in tests/registry/registry-cases.ts:
//   npx tsx tools/oracles/record-registry.ts [NAME…]
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { registryCases } from '../../tests/registry/registry-cases.ts'
import { type Outcome, type Program, runCase } from '../../tests/registry/run-case.ts'

const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
const file = join(import.meta.dirname, '../../tests/registry/recorded.json')

function helm(name: 'helm3' | 'helm4'): Program {
  return (args, cwd, env) =>
    new Promise((resolve) => {
      const options = { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } }
      execFile(join(oracles, name), [...args], options, (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr })
      })
    })
}

const recorded: Record<string, Record<string, Outcome>> = JSON.parse(readFileSync(file, 'utf8'))
const names = process.argv.slice(2)
for (const each of registryCases) {
  if (names.length > 0 && !names.includes(each.name)) continue
  recorded[each.name] = {
    '4.2': await runCase(each, helm('helm4')),
    '3.21': await runCase(each, helm('helm3')),
  }
}
const kept = registryCases.map(({ name }) => [name, recorded[name]])
writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`)
