import type { Json, KubeObject } from '@seaworthy/kube'
import { expect, test } from 'vitest'
import { endpointPorts } from './endpoint-ports.ts'

function service(...ports: Json[]): KubeObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports } }
}

const pod: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: {
    containers: [
      {
        name: 'c',
        ports: [
          { name: 'http', containerPort: 8080 },
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
        ],
      },
    ],
    initContainers: [
      { name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'admin', containerPort: 9901 }] },
      { name: 'setup', ports: [{ name: 'setup', containerPort: 1 }] },
    ],
  },
}

test('a number is itself, a name is looked up in containers and sidecars by protocol', () => {
  const ports = endpointPorts(
    service(
      { name: 'a', port: 80, targetPort: 3000 },
      { name: 'b', port: 80, targetPort: 'http', appProtocol: 'h2c' },
      { name: 'c', port: 81, targetPort: 'admin' },
      { name: 'd', port: 53, targetPort: 'dns', protocol: 'UDP' },
    ),
    pod,
  )
  expect(ports).toEqual([
    { name: 'a', port: 3000, protocol: 'TCP' },
    { name: 'b', port: 8080, protocol: 'TCP', appProtocol: 'h2c' },
    { name: 'c', port: 9901, protocol: 'TCP' },
    { name: 'd', port: 53, protocol: 'UDP' },
  ])
})

test('a name that the pod does not have, or has in another protocol or in an ordinary init container, is left out', () => {
  const names = ['htpp', 'dns', 'setup']
  const ports = names.map((targetPort) => ({ name: targetPort, port: 80, targetPort }))
  expect(endpointPorts(service(...ports), pod)).toEqual([])
})
