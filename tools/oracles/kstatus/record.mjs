// Records what kstatus says of many made-up objects: node tools/oracles/kstatus/record.mjs. Needs Go.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const time = '2020-01-01T00:00:00Z'
const here = dirname(fileURLToPath(import.meta.url))
const { stdout, stderr, status } = spawnSync('go', ['run', '.'], {
  cwd: here,
  input: JSON.stringify([...objects()]),
  encoding: 'utf8',
  maxBuffer: 1e8,
})
if (status !== 0) throw new Error(stderr)
const lines = JSON.parse(stdout).map((answer) => JSON.stringify(answer))
writeFileSync(join(here, '../../../packages/kube/testdata/kstatus.json'), `[\n${lines.join(',\n')}\n]\n`)

/** Counters around their borders, conditions of each status, generations seen and unseen. */
function* objects() {
  const progressing = ['NewReplicaSetAvailable', 'ReplicaSetUpdated', 'ProgressDeadlineExceeded'].map(
    (reason) => [
      condition('Progressing', reason.endsWith('Exceeded') ? 'False' : 'True', reason),
      condition('Available', 'True'),
    ],
  )
  for (const conditions of [
    [],
    [condition('Available', 'True')],
    [condition('Available', 'False')],
    ...progressing,
  ]) {
    for (const spec of [
      {},
      { replicas: 2, progressDeadlineSeconds: 600 },
      { replicas: 0, progressDeadlineSeconds: 600 },
    ]) {
      for (const counts of counters(
        ['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'],
        [2, 0, 3],
      )) {
        yield made('apps/v1', 'Deployment', spec, { ...counts, conditions })
      }
    }
  }
  const labelled = ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas']
  for (const conditions of [
    [],
    [condition('ReplicaFailure', 'True')],
    [condition('ReplicaFailure', 'False')],
  ]) {
    for (const counts of counters(labelled, [2, 1, 3]))
      yield made('apps/v1', 'ReplicaSet', { replicas: 2 }, { ...counts, conditions })
  }
  const partitions = [undefined, 0, 1, 5].map((partition) => ({
    type: 'RollingUpdate',
    rollingUpdate: { partition },
  }))
  for (const updateStrategy of [undefined, { type: 'OnDelete' }, ...partitions]) {
    for (const counts of counters(
      ['replicas', 'readyReplicas', 'currentReplicas', 'updatedReplicas'],
      [2, 0, 3],
    )) {
      for (const updateRevision of ['a', 'b']) {
        yield made(
          'apps/v1',
          'StatefulSet',
          { replicas: 2, updateStrategy },
          { ...counts, currentRevision: 'a', updateRevision },
        )
      }
    }
  }
  const daemons = ['currentNumberScheduled', 'updatedNumberScheduled', 'numberAvailable', 'numberReady']
  for (const desiredNumberScheduled of [undefined, 0, 2]) {
    for (const counts of counters(daemons, [2, 0])) {
      yield made('apps/v1', 'DaemonSet', {}, { observedGeneration: 2, desiredNumberScheduled, ...counts })
    }
  }
  yield made('apps/v1', 'DaemonSet', {}, { desiredNumberScheduled: 0 })
  for (const spec of [{}, { completions: 3 }, { parallelism: 2 }]) {
    for (const counts of [{}, { startTime: time }, { startTime: time, active: 1, failed: 2, succeeded: 1 }]) {
      for (const type of ['Complete', 'Failed', 'Suspended', 'FailureTarget']) {
        for (const is of ['True', 'False'])
          yield made('batch/v1', 'Job', spec, { ...counts, conditions: [condition(type, is)] })
      }
    }
  }
  for (const phase of ['', 'Pending', 'Running', 'Succeeded', 'Failed']) {
    for (const is of ['True', 'False', 'Unknown']) {
      for (const reason of ['CrashLoopBackOff', 'ImagePullBackOff']) {
        const containerStatuses = ['a', 'b'].map((name) => ({ name, state: { waiting: { reason } } }))
        yield made('v1', 'Pod', {}, { phase, containerStatuses, conditions: [condition('Ready', is)] })
      }
      yield made('v1', 'Pod', {}, { phase, conditions: [condition('PodScheduled', is, 'Unschedulable')] })
      yield made('v1', 'Pod', {}, { phase, conditions: [condition('PodScheduled', is, 'SchedulingGated')] })
    }
  }
  for (const type of [undefined, 'ClusterIP', 'LoadBalancer', 'NodePort']) {
    for (const clusterIP of [undefined, '10.0.0.1', 'None'])
      yield made('v1', 'Service', { type, clusterIP }, {})
  }
  for (const phase of [undefined, 'Pending', 'Bound', 'Lost'])
    yield made('v1', 'PersistentVolumeClaim', {}, { phase })
  for (const type of ['Established', 'NamesAccepted', 'Terminating']) {
    for (const is of ['True', 'False', 'Unknown']) {
      for (const reason of ['Installing', 'Other']) {
        yield made(
          'apiextensions.k8s.io/v1',
          'CustomResourceDefinition',
          {},
          { conditions: [condition(type, is, reason, 'said')] },
        )
      }
    }
  }
  const others = [
    ['v1', 'ConfigMap'],
    ['v1', 'Secret'],
    ['batch/v1', 'CronJob'],
    ['policy/v1', 'PodDisruptionBudget'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['cert-manager.io/v1', 'Certificate'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['example.com/v1', 'Deployment'],
  ]
  for (const [apiVersion, kind] of [
    ...others,
    ['apps/v1', 'Deployment'],
    ['v1', 'Pod'],
    ['batch/v1', 'Job'],
  ]) {
    for (const observedGeneration of [undefined, 1, 2, 3])
      yield made(apiVersion, kind, {}, { observedGeneration })
    for (const type of ['Ready', 'Reconciling', 'Stalled', 'Other']) {
      for (const is of ['True', 'False', 'Unknown']) {
        yield made(apiVersion, kind, {}, { conditions: [condition(type, is, 'Because', 'said')] })
      }
    }
    const leaving = made(apiVersion, kind, {}, { observedGeneration: 1 })
    yield { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: time } }
  }
}

/** All fields at the first value, and then each pair of fields at all others: rules compare two counters at a time. */
function* counters(fields, [usual, ...odd]) {
  const same = Object.fromEntries(fields.map((field) => [field, usual]))
  yield same
  for (const [at, first] of fields.entries()) {
    for (const one of odd) {
      yield { ...same, [first]: one }
      for (const second of fields.slice(at + 1))
        for (const other of odd) yield { ...same, [first]: one, [second]: other }
    }
  }
}

function condition(type, is, reason, message) {
  return { type, status: is, reason, message }
}

function made(apiVersion, kind, spec, status) {
  return { apiVersion, kind, metadata: { name: 'x', generation: 2, creationTimestamp: time }, spec, status }
}
