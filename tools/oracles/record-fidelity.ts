import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isStatus, kubeClient, type ObjectRef, type Operation } from '@seaworthy/kube'
import { scenarios } from '../../tests/fidelity/scenarios/all.ts'
import { play } from '../../tests/fidelity/player.ts'
import type { Recording, Scenario } from '../../tests/fidelity/scenario.ts'
import { type ClusterAccess, driveReal, readKubeconfig } from './kube-driver.ts'

/** The controllers of a busy machine may pause for so long in the middle of their work. */
const PATIENCE_MS = 700
/** Scenarios played at a time: the controllers' requests are limited, and more would only make them slow. */
const AT_ONCE = 2

/** Plays a scenario on a real control plane, in a namespace that is made for it and taken away again. */
export async function record(access: ClusterAccess, scenario: Scenario): Promise<Recording> {
  await driveReal(access, prepare(scenario.name))
  try {
    return await driveReal(access, play(scenario, PATIENCE_MS))
  } finally {
    await driveReal(access, clear(scenario.name))
  }
}

/** A namespace is ready for pods when its default ServiceAccount is there. */
function* prepare(name: string): Operation<void> {
  for (let left = 60; ; left--) {
    try {
      yield* kubeClient.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
      break
    } catch (error) {
      if (left === 0 || !isStatus(error, 'AlreadyExists')) throw error
      yield* clear(name)
      yield* kubeClient.sleep(1000)
    }
  }
  for (let left = 100; ; left--) {
    try {
      yield* kubeClient.get({ apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace: name })
      return
    } catch (error) {
      if (left === 0 || !isStatus(error, 'NotFound')) throw error
      yield* kubeClient.sleep(100)
    }
  }
}

/** Takes a namespace away, and with it the pods that would stay until somebody lets them go. */
function* clear(name: string): Operation<void> {
  yield* kubeClient.delete(namespaceRef(name))
  for (let turn = 0; turn < 3; turn++) {
    const { items } = yield* kubeClient.list({ apiVersion: 'v1', kind: 'Pod', namespace: name })
    for (const item of items)
      yield* forceDelete({ apiVersion: 'v1', kind: 'Pod', name: item.metadata.name, namespace: name })
    yield* kubeClient.sleep(300)
  }
}

function* forceDelete(ref: ObjectRef): Operation<void> {
  try {
    yield* kubeClient.delete(ref, { gracePeriodSeconds: 0 })
  } catch (error) {
    if (!isStatus(error, 'NotFound')) throw error
  }
}

function namespaceRef(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', name }
}

/** `record-fidelity.ts KUBECONFIG [SCENARIO…]` writes tests/fidelity/recordings. */
async function main(): Promise<void> {
  const [kubeconfig, ...wanted] = process.argv.slice(2)
  if (kubeconfig === undefined) throw new Error('usage: record-fidelity.ts KUBECONFIG [SCENARIO…]')
  const folder = fileURLToPath(new URL('../../tests/fidelity/recordings/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  const access = readKubeconfig(kubeconfig)
  const chosen = scenarios.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const left = chosen.values()
  const worker = async () => {
    for (const scenario of left) await recordInto(folder, access, scenario)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function recordInto(folder: string, access: ClusterAccess, scenario: Scenario): Promise<void> {
  try {
    const recording = await record(access, scenario)
    writeFileSync(`${folder}${scenario.name}.json`, `${JSON.stringify(recording, undefined, 1)}\n`)
    console.log(`${scenario.name}: ${recording.settled.length} states`)
  } catch (error) {
    process.exitCode = 1
    console.error(`${scenario.name}: ${String(error)}`)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
