import { choose, hook, ifSet, resource, text, when } from 'seaworthy/sdk'
import { primaryHost } from './hosts.ts'
import { componentLabels, image, named } from './names.ts'
import * as pod from './pod.ts'
import { values } from './values.ts'

const { service, tests } = values

const address = text`http://${named('web')}:${service.port}/healthz`

/** As curl -fsS would: any answer below 400 is good. */
const script =
  'import sys, urllib.request as u; h = dict(a.split("=", 1) for a in sys.argv[2:]); print(u.urlopen(u.Request(sys.argv[1], headers=h), timeout=10).status)'

const askWithPython = [
  'python',
  '-c',
  script,
  address,
  // Not sent on to https, which no Service inside the cluster speaks.
  'X-Forwarded-Proto=https',
  ifSet(primaryHost, (host) => text`Host=${host}`, { as: 'host' }),
]

const askWithCurl = [
  'curl',
  '-fsS',
  ifSet(primaryHost, (host) => ['-H', text`Host: ${host}`], { as: 'host' }),
  address,
]

/** The image of the application runs wherever its pods run; others may name a user that a kubelet cannot check. */
export const testConnection = resource(
  'tests/test-connection',
  {
    kind: 'Pod',
    metadata: {
      name: named('test-connection'),
      labels: componentLabels('test'),
      annotations: hook({ events: ['test'], deletePolicies: ['before-hook-creation', 'hook-succeeded'] }),
    },
    spec: {
      ...pod.podBasics,
      restartPolicy: 'Never',
      containers: [
        {
          name: 'healthz',
          ...pod.containerBasics,
          image: choose(tests.image, tests.image, image),
          command: when(tests.image, askWithCurl),
          args: when(tests.image, [], askWithPython),
          env: pod.home,
          volumeMounts: [pod.tmp.mount],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  },
  { when: tests.enabled },
)
