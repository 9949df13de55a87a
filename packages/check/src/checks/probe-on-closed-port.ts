import { type Json, mapSelectorMatch } from '@seaworthy/kube'
import { type Check, finding } from '../check.ts'
import { asArray, containersOf } from '../graph/pod-spec.ts'
import type { PodMaker, ReleaseGraph } from '../graph/release-graph.ts'

const code = 'PRB005'
const slug = 'probe-on-closed-port'
const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const
const ways = ['httpGet', 'tcpSocket', 'grpc'] as const

/**
 * A probe asks a port by a name that the container has not. Or the readiness probe asks an undeclared number of a container
 * whose declared port gets a Service's traffic, and everything else says that the program listens there and nowhere else:
 * many programs have a port of their own for health that no chart declares, so a number alone proves nothing.
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
            if (
              (typeof port !== 'number' && typeof port !== 'string') ||
              !isClosed({ probe, port }, container, maker, graph)
            )
              continue
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

interface Asked {
  readonly probe: (typeof probes)[number]
  readonly port: unknown
}

function isClosed({ probe, port }: Asked, container: Json, maker: PodMaker, graph: ReleaseGraph): boolean {
  const ports = asArray(container.ports)
  // A number as text is taken as the number (intstr).
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port
  if (typeof number === 'string') return !ports.some(({ name }) => name === number)
  if (typeof number !== 'number' || probe !== 'readinessProbe') return false
  const siblings = containersOf(maker.template).flatMap((each) => asArray(each.container.ports))
  if (siblings.some(({ containerPort }) => containerPort === number)) return false
  const served = ports.filter((each) => getsTraffic(each, maker, graph))
  if (served.length === 0 || speaksOf(number, graph, container)) return false
  const toldWhere = served.every(({ containerPort }) => saidInContainer(containerPort, container))
  return toldWhere || (ports.length === 1 && !livenessAsks(number, container))
}

/** Whether a Service of the release sends to a port of these pods. */
function getsTraffic(port: Json, { template, namespace }: PodMaker, graph: ReleaseGraph): boolean {
  return graph.release.objects.some((rendered) => {
    const { object } = rendered
    if (object.kind !== 'Service' || graph.namespaceOf(rendered) !== namespace) return false
    if (!mapSelectorMatch(object.spec?.selector ?? undefined)(template.metadata.labels ?? {})) return false
    return asArray(object.spec?.ports).some(({ targetPort, port: own }) => {
      const target = targetPort ?? own
      return target === port.containerPort || target === port.name
    })
  })
}

/** A program with a port of its own for health is asked there by both probes. */
function livenessAsks(number: number, container: Json): boolean {
  return ways.some((way) => container.livenessProbe?.[way]?.port === number)
}

/** Whether a number stands in the container's command or environment, or in a ConfigMap or Secret of the release. */
function speaksOf(number: number, graph: ReleaseGraph, container: Json): boolean {
  if (saidInContainer(number, container)) return true
  return graph.all.some(
    ({ object, text }) =>
      (object.kind === 'ConfigMap' || object.kind === 'Secret') && asWord(number).test(text),
  )
}

function saidInContainer(number: number, { command, args, env }: Json): boolean {
  return asWord(number).test(JSON.stringify([command, args, env]))
}

function asWord(number: number): RegExp {
  return new RegExp(`(^|\\D)${number}(\\D|$)`)
}

function describe(ports: readonly Json[]): string {
  if (ports.length === 0) return 'no ports'
  return ports
    .map(({ name, containerPort }) =>
      name === undefined ? String(containerPort) : `${name} (${containerPort})`,
    )
    .join(', ')
}
