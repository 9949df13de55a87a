import {
  type Affinity,
  type EnvVar,
  type Expr,
  fields,
  ifSet,
  listTemplate,
  mapTemplate,
  overlay,
  sha256,
  spread,
  type StringMap,
  toJson,
  type Toleration,
  type TopologySpreadConstraint,
  when,
  withoutNulls,
} from 'seaworthy/sdk'
import { settings } from './environment.ts'
import { type Component, filesSecretName, image, named, selectorLabels } from './names.ts'
import { values } from './values.ts'

const { secrets, pubRepo } = values

/** What every pod has, whoever it belongs to. */
export const podBasics = {
  automountServiceAccountToken: false,
  imagePullSecrets: ifSet(values.imagePullSecrets),
  securityContext: withoutNulls(values.podSecurityContext),
} as const

/** What every container of the application has. The image's own entrypoint runs, so no command is ever set. */
export const containerBasics = {
  image,
  imagePullPolicy: values.image.pullPolicy,
  securityContext: values.containerSecurityContext,
} as const

export const podLabels = (component: Component, own: Expr<StringMap>) =>
  overlay<StringMap>(own, selectorLabels({ component }))

const checksums = mapTemplate(
  'checksums',
  {
    doc: 'Annotations that change, and roll the pods, when what they are told changes: the data, not its labels.',
  },
  {
    'checksum/config': sha256(toJson(settings)),
    'checksum/secret-env': when(secrets.create, sha256(toJson(secrets.values))),
    'checksum/secret-keys': when(secrets.files.create, sha256(toJson(secrets.files))),
  },
)

export const podAnnotations = (own: Expr<StringMap>) => fields(checksums, own)

/** Known hosts are mounted as one file, which is never refreshed: pods that mount it roll when it changes. */
export const mountingPodAnnotations = (own: Expr<StringMap>) =>
  fields(checksums, { 'checksum/known-hosts': when(pubRepo.knownHosts, sha256(pubRepo.knownHosts)) }, own)

export const home = listTemplate<EnvVar>(
  'homeEnv',
  { doc: 'Environment of every container: the root file system is read-only.' },
  [{ name: 'HOME', value: '/tmp' }],
)

/** Later sources win over earlier ones: settings, then the Secret, then those of the user. */
export const environmentFrom = (config: Expr<string>, secret: Expr<string>) => [
  { configMapRef: { name: config } },
  ifSet(secret, (name) => ({ secretRef: { name } }), { as: 'secret' }),
  spread(values.extraEnvFrom),
]

export const tmp = {
  volume: (sizeLimit: Expr<string>) => ({ name: 'tmp', emptyDir: { sizeLimit } }),
  mount: { name: 'tmp', mountPath: '/tmp' },
} as const

/** Key files and known hosts, for those who push to the publication repository. */
export const keyVolumes = [
  ifSet(
    filesSecretName,
    (secretName) => ({
      name: 'advisory-keys',
      secret: { secretName, defaultMode: secrets.files.defaultMode },
    }),
    { as: 'secret' },
  ),
  when(pubRepo.knownHosts, { name: 'ssh-known-hosts', configMap: { name: named('known-hosts') } }),
]

export const keyMounts = [
  when(filesSecretName, { name: 'advisory-keys', mountPath: secrets.files.mountPath, readOnly: true }),
  when(pubRepo.knownHosts, {
    name: 'ssh-known-hosts',
    mountPath: '/etc/ssh/ssh_known_hosts',
    subPath: 'ssh_known_hosts',
    readOnly: true,
  }),
]

interface Placement {
  readonly nodeSelector: Expr<StringMap>
  readonly tolerations: Expr<readonly Toleration[]>
  readonly affinity: Expr<Affinity>
  readonly priorityClassName: Expr<string>
}

export const placement = (own: Placement) => ({
  nodeSelector: ifSet(own.nodeSelector),
  tolerations: ifSet(own.tolerations),
  affinity: ifSet(own.affinity),
  priorityClassName: ifSet(own.priorityClassName),
})

/** Over nodes where that is possible, unless the user says how. */
export const spreading = (component: Component, own: Expr<readonly TopologySpreadConstraint[]>) =>
  when(own, own, [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selectorLabels({ component }) },
    },
  ])
