import {
  and,
  contains,
  eq,
  filterList,
  ifSet,
  includes,
  join,
  ne,
  not,
  type NoteLine,
  release,
  text,
  when,
} from 'seaworthy/sdk'
import { allowedHosts, baseUrl, exposedHosts, primaryHost, trustedOrigins } from './hosts.ts'
import { envSecretName, filesSecretName, named } from './names.ts'
import { values } from './values.ts'

const { django, exposure, metrics, migrate, pubRepo, secrets, service, tests, web, worker } = values

const uncovered = filterList(exposedHosts, (host) => not(includes(allowedHosts, host)), { as: 'exposed' })
const untrusted = filterList(exposedHosts, (host) => not(includes(trustedOrigins, text`https://${host}`)), {
  as: 'exposed',
})

const whereItIs: readonly NoteLine[] = [
  text`AdvisoryHub is release ${release.name} in namespace ${release.namespace}.`,
  ifSet(baseUrl, (url) => ['', text`  ${url}`], { as: 'url' }),
  when(not(baseUrl), [
    '',
    text`  kubectl -n ${release.namespace} port-forward service/${named('web')} ${service.port}`,
  ]),
]

const verify: readonly NoteLine[] = [
  '',
  'Verify:',
  when(migrate.enabled, [text`  kubectl -n ${release.namespace} logs job/${named('migrate')}`]),
  text`  kubectl -n ${release.namespace} get deploy,po -l app.kubernetes.io/instance=${release.name}`,
  when(tests.enabled, [text`  helm test ${release.name} -n ${release.namespace}`]),
  ifSet(baseUrl, (url) => [text`  curl -fsS ${url}/healthz`], { as: 'url' }),
]

const firstRun: readonly NoteLine[] = [
  ifSet(
    baseUrl,
    (url) => [
      '',
      text`First run: register ${url}/oidc/callback/ with the OIDC provider, create the group ${values.oidc.adminGroup} there,`,
      'log in, create projects.',
    ],
    { as: 'url' },
  ),
  when(migrate.enabled, [
    '',
    text`A migration may take ${migrate.activeDeadlineSeconds} s: give helm upgrade a longer --timeout, and look for a Job that still runs`,
    'before you try again. A rollback does not undo a migration.',
  ]),
]

const warnings: readonly NoteLine[] = [
  when(not(allowedHosts), [
    '',
    'WARNING: no host is known (route, ingress or django.allowedHosts), so the site answers to any.',
  ]),
  when(not(envSecretName), [
    '',
    'WARNING: no Secret is named. Without DJANGO_SECRET_KEY and DATABASE_URL nothing starts: set secrets.existingSecret.',
  ]),
  when(secrets.create, [
    '',
    'WARNING: secrets.create keeps credentials in the values of the release. Use it for trying out only.',
  ]),
  when(uncovered, [
    '',
    text`WARNING: django.allowedHosts does not name ${join(uncovered, ', ')}: requests for it are refused.`,
  ]),
  when(untrusted, [
    '',
    text`WARNING: django.csrfTrustedOrigins does not name https://${join(untrusted, ', https://')}: forms sent from it end in 403.`,
  ]),
  when(and(django.baseUrl, primaryHost, not(contains(django.baseUrl, primaryHost))), [
    '',
    text`WARNING: django.baseUrl is ${django.baseUrl}, but the site is exposed as ${primaryHost}.`,
  ]),
  when(and(pubRepo.url, eq(pubRepo.auth, 'ssh'), not(filesSecretName)), [
    '',
    'WARNING: pubRepo.auth is ssh, but there is no deploy key: set secrets.files.existingSecret.',
  ]),
  when(and(not(metrics.enabled), not(worker.probes.celeryInspectPing.enabled)), [
    '',
    'WARNING: without metrics and without worker.probes.celeryInspectPing nobody sees a worker that hangs.',
  ]),
  when(and(exposure.blockMetrics, ne(service.type, 'ClusterIP')), [
    '',
    text`WARNING: service.type is ${service.type}: who reaches it reads /metrics, which only Route and Ingress block.`,
  ]),
  when(web.autoscaling.enabled, [
    '',
    'When the autoscaler is new, the Deployment falls to one pod for a moment. To avoid that, see the README of the chart.',
  ]),
]

export const notes: readonly NoteLine[] = [...whereItIs, ...verify, ...firstRun, ...warnings]
