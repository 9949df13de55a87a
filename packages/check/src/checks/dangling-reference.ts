import { didYouMean } from '@seaworthy/diagnostics'
import { type Check, finding, nameOf, unjudged } from '../check.ts'
import { prerequisitesOf } from '../graph/prerequisites.ts'
import { asArray, containersOf } from '../graph/pod-spec.ts'
import { listAt, type ReleaseGraph } from '../graph/release-graph.ts'
import type { Finding, Unjudged } from '../finding.ts'

const code = 'REF001'
const slug = 'dangling-reference'
const scalable = new Set(['Deployment', 'StatefulSet', 'ReplicaSet'])

/**
 * A reference that leads nowhere: a mount without its volume, an autoscaler without its target, an Ingress to a port that its
 * Service has not. What may be made by somebody else before the install is listed, not blamed.
 */
export const danglingReference: Check = {
  code,
  slug,
  *run(graph) {
    yield* mounts(graph)
    yield* autoscalers(graph)
    yield* ingresses(graph)
    yield* prerequisites(graph)
  },
}

function* prerequisites(graph: ReleaseGraph): Iterable<Unjudged> {
  for (const { kind, name, neededBy } of prerequisitesOf(graph.release)) {
    if (graph.provided.has(`${kind}/${name}`)) continue
    const [object = ''] = neededBy
    const rendered = graph.all.filter((each) => each.object.kind === kind)
    const near = didYouMean(
      name,
      rendered.map((each) => each.object.metadata.name),
    )
    const hint = near === undefined ? '' : `; did you mean ${near}?`
    const message = `needs ${kind} ${name}, which the release does not render: something else must make it${hint}`
    yield { code, object, message }
  }
}

function* mounts(graph: ReleaseGraph): Iterable<Finding> {
  for (const { rendered, template } of [...graph.workloads, ...graph.hookPods]) {
    const claims = asArray(
      rendered.object.kind === 'StatefulSet' ? rendered.object.spec?.volumeClaimTemplates : undefined,
    )
    const volumes = new Set([
      ...asArray(template.spec.volumes).map(({ name }) => name),
      ...claims.map(({ metadata }) => metadata?.name),
    ])
    for (const { container, path } of containersOf(template)) {
      for (const [index, mount] of asArray(container.volumeMounts).entries()) {
        if (volumes.has(mount.name)) continue
        yield finding({ code, slug }, rendered, {
          path: [...path, 'volumeMounts', index, 'name'],
          message: `container ${container.name} mounts volume ${mount.name}, which the pod does not have`,
          cause: volumes.size === 0 ? 'the pod has no volumes' : `the pod has ${[...volumes].join(', ')}`,
          effect: 'the API server refuses the object: Not found',
          fix: `add a volume ${mount.name} to the pod, or take the mount away`,
        })
      }
    }
  }
}

function* autoscalers(graph: ReleaseGraph): Iterable<Finding> {
  for (const rendered of graph.release.objects) {
    const target = rendered.object.spec?.scaleTargetRef
    if (rendered.object.kind !== 'HorizontalPodAutoscaler' || !scalable.has(target?.kind)) continue
    if (graph.find(target.kind, target.name, graph.namespaceOf(rendered)) !== undefined) continue
    const known = graph.workloads.map((each) => nameOf(each.rendered))
    yield finding({ code, slug }, rendered, {
      path: ['spec', 'scaleTargetRef', 'name'],
      message: `this autoscaler targets ${target.kind}/${target.name}, which is not in the release`,
      cause: `the release has ${known.length === 0 ? 'no workload' : known.join(', ')}`,
      effect: 'it never scales anything: FailedGetScale',
      fix: 'name a workload of this release',
    })
  }
}

function* ingresses(graph: ReleaseGraph): Iterable<Finding | Unjudged> {
  for (const rendered of graph.release.objects) {
    if (rendered.object.kind !== 'Ingress' || !rendered.object.apiVersion.startsWith('networking.k8s.io/'))
      continue
    for (const [r, rule] of listAt(rendered.object.spec?.rules).entries()) {
      for (const [p, path] of listAt(rule?.http?.paths).entries()) {
        const backend = path?.backend?.service
        // Controllers of one cloud take rules from annotations, by this port name.
        if (backend === undefined || backend.port?.name === 'use-annotation') continue
        const service = graph.find('Service', backend.name, graph.namespaceOf(rendered))
        if (service === undefined) {
          yield unjudged({ code }, rendered, `sends to Service ${backend.name}, which is not in the release`)
          continue
        }
        const ports = asArray(service.object.spec?.ports)
        const { name, number } = backend.port ?? {}
        if (ports.some((port) => (name === undefined ? port.port === number : port.name === name))) continue
        yield finding({ code, slug }, rendered, {
          path: ['spec', 'rules', r, 'http', 'paths', p, 'backend', 'service', 'port'],
          message: `sends to port ${name ?? number} of Service ${backend.name}, which has no such port`,
          cause: `${service.source} gives it ${ports.map((port) => `${port.name ?? 'unnamed'} (${port.port})`).join(', ')}`,
          effect: 'requests for this path get an error from the ingress controller',
          fix: 'name one of the ports of the Service',
        })
      }
    }
  }
}
