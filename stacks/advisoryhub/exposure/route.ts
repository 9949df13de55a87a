import { and, blockText, customResource, type Expr, ifSet } from 'seaworthy/sdk'
import { fullname, labels, named } from '../names.ts'
import { values } from '../values.ts'

const { exposure, route } = values
const { tls } = route

/** Both Routes have the same certificate: a router has one for each host. */
const termination = {
  termination: tls.termination,
  insecureEdgeTerminationPolicy: tls.insecureEdgeTerminationPolicy,
  certificate: ifSet(tls.certificate, blockText),
  key: ifSet(tls.key, blockText),
  caCertificate: ifSet(tls.caCertificate, blockText),
  destinationCACertificate: ifSet(tls.destinationCACertificate, blockText),
}

const leadsTo = (service: Expr<string>) => ({
  to: { kind: 'Service', name: service, weight: 100 },
  port: { targetPort: 'http' },
  tls: termination,
})

const site = customResource(
  'exposure/route',
  {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: fullname, labels, annotations: ifSet(route.annotations) },
    spec: { host: route.host, ...leadsTo(named('web')) },
  },
  { when: route.enabled },
)

const blocked = customResource(
  'exposure/route-metrics-blackhole',
  {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: named('metrics-blackhole'), labels },
    spec: { host: route.host, path: '/metrics', ...leadsTo(named('metrics-blackhole')) },
  },
  { when: and(route.enabled, exposure.blockMetrics), comment: 'Public /metrics: nobody answers.' },
)

export const routes = [site, blocked]
