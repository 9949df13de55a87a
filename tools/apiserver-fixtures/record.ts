// Asks a real API server for its answers and keeps them as fixtures of packages/cluster:
//   npx tsx tools/apiserver-fixtures/record.ts KUBECTL KUBECONFIG [defaults|refusals]
import { writeFileSync } from 'node:fs'
import type { Json } from '@seaworthy/kube'
import { defaultsCases } from './defaults-cases.ts'
import { pathOf, RealServer } from './server.ts'

const fixtures = new URL('../../packages/cluster/testdata/', import.meta.url)

async function recordDefaults(server: RealServer): Promise<number> {
  for (const [name, given] of Object.entries(defaultsCases)) {
    const { collection } = pathOf(given)
    const { code, body } = await server.send('POST', `${collection}?dryRun=All&fieldValidation=Strict`, given)
    if (code !== 201) throw new Error(`${name}: ${code} ${body.message}`)
    keep(`defaults/${name}.json`, { given, got: body })
  }
  return Object.keys(defaultsCases).length
}

function keep(file: string, fixture: Json): void {
  writeFileSync(new URL(file, fixtures), `${JSON.stringify(fixture, null, 2)}\n`)
}

const [kubectl, kubeconfig, which = 'all'] = process.argv.slice(2)
if (kubectl === undefined || kubeconfig === undefined) throw new Error('name kubectl and a kubeconfig')
const server = new RealServer(kubectl, kubeconfig)
if (which !== 'refusals') console.log(`defaults: ${await recordDefaults(server)} recorded`)
