import { mapSelectorMatch } from '@seaworthy/kube'
import { type Check, finding, nameOf } from '../check.ts'
import { asArray, containersOf } from '../graph/pod-spec.ts'

const code = 'EXP001'
const slug = 'service-port-names-nothing'

/** A Service sends to a port name that the pods it selects do not have: it keeps its addresses and loses the port, silently. */
export const servicePortNamesNothing: Check = {
  code,
  slug,
  *run(graph) {
    for (const rendered of graph.release.objects) {
      const { object } = rendered
      if (object.kind !== 'Service' || object.spec?.type === 'ExternalName') continue
      // Clients of a headless Service dial the pods themselves, at ports of their own choice.
      if (object.spec?.clusterIP === 'None') continue
      const match = mapSelectorMatch(object.spec?.selector ?? undefined)
      const namespace = graph.namespaceOf(rendered)
      const pods = graph.workloads.filter(
        (each) => each.namespace === namespace && match(each.template.metadata.labels ?? {}),
      )
      if (pods.length === 0) continue
      for (const [index, port] of asArray(object.spec?.ports).entries()) {
        if (typeof port.targetPort !== 'string' || /^\d+$/.test(port.targetPort)) continue
        const names = pods.flatMap(({ template }) =>
          containersOf(template).flatMap(({ container }) => asArray(container.ports).map(({ name }) => name)),
        )
        if (names.includes(port.targetPort)) continue
        const known = names.filter((name) => name !== undefined)
        yield finding({ code, slug }, rendered, {
          path: ['spec', 'ports', index, 'targetPort'],
          message: `it sends to port ${port.targetPort}, and no container of its pods has a port of that name`,
          cause: `the pods of ${pods.map((each) => nameOf(each.rendered)).join(', ')} have ${known.length === 0 ? 'no named ports' : known.join(', ')}`,
          effect: 'the Service keeps its addresses and loses this port without a word: connections fail',
          fix: `name the container's port ${port.targetPort}, or send to one that it has`,
        })
      }
    }
  },
}
