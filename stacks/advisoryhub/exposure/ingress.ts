import { defaultTo, each, type Expr, ifSet, resource, when } from 'seaworthy/sdk'
import { fullname, labels, named } from '../names.ts'
import { values } from '../values.ts'

const { exposure, ingress } = values

const backend = (name: Expr<string>) => ({ service: { name, port: { name: 'http' } } })

export const siteIngress = resource(
  'exposure/ingress',
  {
    kind: 'Ingress',
    metadata: { name: fullname, labels, annotations: ifSet(ingress.annotations) },
    spec: {
      ingressClassName: ifSet(ingress.className),
      rules: [
        each(
          ingress.hosts,
          (host) => ({
            host: host.host,
            http: {
              paths: [
                when(exposure.blockMetrics, {
                  path: '/metrics',
                  pathType: 'Prefix',
                  backend: backend(named('metrics-blackhole')),
                }),
                each(
                  host.paths,
                  (path) => ({
                    path: path.path,
                    pathType: defaultTo(path.pathType, 'Prefix'),
                    backend: backend(named('web')),
                  }),
                  { as: 'path' },
                ),
              ],
            },
          }),
          { as: 'host' },
        ),
      ],
      tls: ifSet(ingress.tls),
    },
  },
  { when: ingress.enabled },
)
