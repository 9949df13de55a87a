import {
  and,
  contains,
  eq,
  filterList,
  ge,
  gt,
  type Guard,
  hasKey,
  hasPrefix,
  join,
  not,
  or,
  sortedKeys,
  text,
  toInteger,
} from 'seaworthy/sdk'
import { settings } from './environment.ts'
import { hasNoAddress } from './hosts.ts'
import { filesSecretName } from './names.ts'
import { values } from './values.ts'
import { fewestPods, hasBudget } from './web.ts'

const { email, exposure, ghsa, ingress, pubRepo, route, secrets, web, worker } = values

const isWebAddress = or(hasPrefix(pubRepo.url, 'https://'), hasPrefix(pubRepo.url, 'http://'))

const exposureGuards: readonly Guard[] = [
  { when: and(route.enabled, not(route.host)), message: 'route.host is required when route.enabled is true' },
  {
    when: contains(route.host, '/'),
    message: text`route.host is a host, without https:// and without a path, and not "${route.host}"`,
  },
  {
    when: and(ingress.enabled, not(ingress.hosts)),
    message: 'ingress.hosts needs at least one host when ingress.enabled is true',
  },
  {
    when: and(route.enabled, eq(route.tls.termination, 'passthrough'), exposure.blockMetrics),
    message:
      'route.tls.termination passthrough has no paths: /metrics cannot be blocked, set exposure.blockMetrics to false or another termination',
  },
  {
    when: and(
      route.enabled,
      eq(route.tls.termination, 'passthrough'),
      or(route.tls.certificate, route.tls.key, route.tls.caCertificate),
    ),
    message:
      'route.tls.termination passthrough leaves TLS to the pod: certificate, key and caCertificate must be empty',
  },
  {
    when: and(route.enabled, eq(route.tls.termination, 'reencrypt'), not(route.tls.destinationCACertificate)),
    message:
      'route.tls.termination reencrypt needs destinationCACertificate, and something in the pod that speaks TLS',
  },
  {
    when: hasNoAddress,
    message: 'every host is a wildcard: say with django.baseUrl where the site is',
  },
]

const secretGuards: readonly Guard[] = [
  {
    when: and(secrets.create, secrets.existingSecret),
    message: 'secrets.create and secrets.existingSecret exclude each other: set one of them',
  },
  {
    when: and(secrets.files.create, secrets.files.existingSecret),
    message: 'secrets.files.create and secrets.files.existingSecret exclude each other: set one of them',
  },
]

const overlap = filterList(sortedKeys(secrets.values), (key) => hasKey(settings, key), { as: 'key' })

const settingsGuards: readonly Guard[] = [
  {
    when: and(secrets.create, overlap),
    message: text`secrets.values holds what the values of the chart say already: ${join(overlap, ', ')}`,
  },
  {
    when: and(email.useTls, email.useSsl),
    message: 'email.useTls and email.useSsl exclude each other: set one of them to false',
  },
  {
    when: and(ghsa.enabled, eq(ghsa.appId, 0)),
    message: 'ghsa.appId is required when ghsa.enabled is true',
  },
  {
    when: and(ghsa.enabled, not(filesSecretName)),
    message: 'ghsa.enabled needs the key of the GitHub App: set secrets.files.existingSecret',
  },
  {
    when: and(eq(pubRepo.auth, 'ssh'), isWebAddress),
    message: text`pubRepo.auth is ssh, but pubRepo.url is "${pubRepo.url}": set auth to token, or an SSH address`,
  },
  {
    when: and(eq(pubRepo.auth, 'token'), pubRepo.url, not(isWebAddress)),
    message: text`pubRepo.auth is token, but pubRepo.url is "${pubRepo.url}": set auth to ssh, or an https:// address`,
  },
]

const scalingGuards: readonly Guard[] = [
  {
    when: and(web.autoscaling.enabled, gt(web.autoscaling.minReplicas, web.autoscaling.maxReplicas)),
    message: 'web.autoscaling.minReplicas is more than maxReplicas',
  },
  {
    when: and(worker.autoscaling.enabled, gt(worker.autoscaling.minReplicas, worker.autoscaling.maxReplicas)),
    message: 'worker.autoscaling.minReplicas is more than maxReplicas',
  },
  {
    when: and(hasBudget, ge(toInteger(web.pdb.minAvailable), fewestPods)),
    message: 'web.pdb.minAvailable is as many as there are web pods: no node could ever be drained',
  },
]

export const guards = [...exposureGuards, ...secretGuards, ...settingsGuards, ...scalingGuards]
