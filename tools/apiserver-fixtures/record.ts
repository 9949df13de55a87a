// Asks a real API server for its answers and keeps them as fixtures of packages/cluster:
//   npx tsx tools/apiserver-fixtures/record.ts KUBECTL KUBECONFIG [defaults|refusals|applies]
import { writeFileSync } from 'node:fs'
import type { Json } from '@seaworthy/kube'
import { type ApplyStep, appliesCases } from './applies-cases.ts'
import { defaultsCases } from './defaults-cases.ts'
import { type RefusalCase, refusalCases } from './refusals-cases.ts'
import { type Answer, pathOf, RealServer } from './server.ts'

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

async function recordRefusals(server: RealServer): Promise<number> {
  for (const [name, each] of Object.entries(refusalCases)) {
    if (each.definition !== undefined) await serve(server, each)
    for (const object of each.before ?? []) await mustAccept(server, name, { ...each, object })
    const { code, body } = await send(server, each)
    for (const object of each.before ?? [])
      await server.send('DELETE', `${pathOf(object).own}?propagationPolicy=Background`)
    if (code < 400) {
      await server.send('DELETE', `${pathOf(each.object).own}?propagationPolicy=Background`)
      console.log(`${name}: accepted with ${code}, no refusal`)
      continue
    }
    const { reason = '', message, details } = body
    keep(`refusals/${name}.json`, {
      ...each,
      answer: { code, reason, message, causes: details?.causes ?? [] },
    })
  }
  return Object.keys(refusalCases).length
}

/** Applies the case's definition and waits until its kind is served, which takes some 0.15 s. */
async function serve(server: RealServer, { definition, object }: RefusalCase): Promise<void> {
  await server.send('POST', pathOf(definition).collection, definition)
  for (let attempt = 0; attempt < 50; attempt++) {
    const { code } = await server.send('GET', pathOf(object).collection)
    if (code === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${object.kind} is not served`)
}

async function mustAccept(server: RealServer, name: string, each: RefusalCase): Promise<void> {
  const { code, body } = await send(server, { ...each, verb: each.verb === 'apply' ? 'apply' : 'create' })
  if (code !== 201) throw new Error(`${name}: ${code} ${body.message}`)
}

/** Strict about fields, as Helm and kubectl ask the server to be. */
function send(server: RealServer, { verb, object, fieldManager = 'test' }: RefusalCase): Promise<Answer> {
  const { collection, own } = pathOf(object)
  const query = `fieldValidation=Strict&fieldManager=${fieldManager}`
  if (verb === 'create') return server.send('POST', `${collection}?${query}`, object)
  if (verb === 'update') return server.send('PUT', `${own}?${query}`, object)
  return server.send('PATCH', `${own}?${query}`, object, 'application/apply-patch+yaml')
}

async function recordApplies(server: RealServer): Promise<number> {
  for (const [name, steps] of Object.entries(appliesCases)) {
    const [first] = steps
    if (first === undefined) throw new Error(`${name} has no steps`)
    const { own } = pathOf(first.body)
    await server.send('DELETE', own)
    const answers: Json[] = []
    for (const step of steps) answers.push(await take(server, own, step))
    await server.send('DELETE', `${own}?propagationPolicy=Background`)
    keep(`applies/${name}.json`, { steps: steps.map((step, at) => ({ ...step, answer: answers[at] })) })
  }
  return Object.keys(appliesCases).length
}

const patchTypes = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  json: 'application/json-patch+json',
}

/** The refusal, or what became of the object and who owns what of it. */
async function take(server: RealServer, own: string, step: ApplyStep): Promise<Json> {
  const path = step.subresource === undefined ? own : `${own}/${step.subresource}`
  const force = step.force === true ? '&force=true' : ''
  const query = `fieldManager=${step.manager}&fieldValidation=Strict${force}`
  const { code, body } = await server.send('PATCH', `${path}?${query}`, step.body, patchTypes[step.verb])
  if (code >= 400) return { code, message: body.message }
  const { body: now } = await server.send('GET', own)
  const { labels, annotations, managedFields } = now.metadata
  // The controllers of the server own status, and annotations of theirs.
  const { 'deployment.kubernetes.io/revision': _, ...others } = annotations ?? {}
  const owners = managedFields
    .filter((entry: Json) => entry.manager !== 'kube-controller-manager')
    .map(({ time: _t, ...entry }: Json) => entry)
  return { labels: labels ?? {}, annotations: others, spec: now.spec, owners }
}

function keep(file: string, fixture: Json): void {
  writeFileSync(new URL(file, fixtures), `${JSON.stringify(fixture, null, 2)}\n`)
}

const [kubectl, kubeconfig, which = 'all'] = process.argv.slice(2)
if (kubectl === undefined || kubeconfig === undefined) throw new Error('name kubectl and a kubeconfig')
const server = new RealServer(kubectl, kubeconfig)
if (which === 'all' || which === 'defaults') console.log(`defaults: ${await recordDefaults(server)} recorded`)
if (which === 'all' || which === 'refusals') console.log(`refusals: ${await recordRefusals(server)} recorded`)
if (which === 'all' || which === 'applies') console.log(`applies: ${await recordApplies(server)} recorded`)
