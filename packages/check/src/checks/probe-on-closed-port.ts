import type { Json } from '@seaworthy/kube'
import { type Check, finding } from '../check.ts'
import { asArray, containersOf } from '../graph/pod-spec.ts'
import type { PodMaker, ReleaseGraph } from '../graph/release-graph.ts'

const code = 'PRB005'
const slug = 'probe-on-closed-port'
const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const
const ways = ['httpGet', 'tcpSocket', 'grpc'] as const

/**
 * A probe asks a port by a name that the container has not, or by a number that is neither declared nor spoken of anywhere in
 * the release while other ports are declared.
 */
export const probeOnClosedPort: Check = {
  code,
  slug,
  *run(graph) {
    for (const maker of graph.workloads) {
      for (const { container, path } of containersOf(maker.template)) {
        const ports = asArray(container.ports)
        for (const probe of probes) {
          for (const way of ways) {
            const port: unknown = container[probe]?.[way]?.port
            if (port === undefined || !isClosed(port, ports, graph, maker, container)) continue
            yield finding({ code, slug }, maker.rendered, {
              severity: typeof port === 'string' ? 'error' : 'warning',
              path: [...path, probe, way, 'port'],
              message: `${probe} of container ${container.name} asks port ${port}, which is not open`,
              cause: `the container declares ${describe(ports)}${typeof port === 'number' ? `, and nothing in the release speaks of ${port}` : ''}`,
              effect: effects[probe],
              fix: `ask a port that the container declares${ports[0]?.name === undefined ? '' : `, best by name: ${ports[0].name}`}`,
            })
          }
        }
      }
    }
  },
}

const effects = {
  startupProbe: 'the container is killed and started again and again',
  readinessProbe: 'the pod never becomes ready: no traffic, and a rollout that never ends',
  livenessProbe: 'the container is killed and started again and again',
}

function isClosed(
  port: unknown,
  ports: readonly Json[],
  graph: ReleaseGraph,
  maker: PodMaker,
  container: Json,
): boolean {
  if (typeof port === 'string') {
    // A number as text is taken as the number (intstr).
    return /^\d+$/.test(port)
      ? isClosed(Number(port), ports, graph, maker, container)
      : !ports.some(({ name }) => name === port)
  }
  if (typeof port !== 'number' || ports.length === 0) return false
  const siblings = containersOf(maker.template).flatMap((each) => asArray(each.container.ports))
  if (siblings.some(({ containerPort }) => containerPort === port)) return false
  return !speaksOf(String(port), graph, container)
}

/** Whether a number stands in the container's command or environment, or in a ConfigMap or Secret of the release. */
function speaksOf(number: string, graph: ReleaseGraph, container: Json): boolean {
  const word = new RegExp(`(^|\\D)${number}(\\D|$)`)
  const { command, args, env } = container
  if (word.test(JSON.stringify([command, args, env]))) return true
  return graph.all.some(
    ({ object, text }) => (object.kind === 'ConfigMap' || object.kind === 'Secret') && word.test(text),
  )
}

function describe(ports: readonly Json[]): string {
  if (ports.length === 0) return 'no ports'
  return ports
    .map(({ name, containerPort }) =>
      name === undefined ? String(containerPort) : `${name} (${containerPort})`,
    )
    .join(', ')
}
