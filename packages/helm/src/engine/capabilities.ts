import { failure } from '@seaworthy/diagnostics'
import { asStruct, type GoMap, type GoMethod, GoStruct, type GoValue } from '@seaworthy/gotemplate'
import { type HelmVersion, helmReleases } from '../version.ts'

/** A Kubernetes version as templates see it. */
export interface KubeVersion {
  /** As given, with a `v`: `v1.33.4-gke.1245000`. */
  readonly version: string
  /** Without what follows the patch number; ranges are compared with it. */
  readonly normalized: string
  readonly major: string
  readonly minor: string
}

/** The version that both Helms are built on. */
export const defaultKubeVersion = 'v1.36.0'

/** Reads `1.30`, `v1.30.2`, `1.30.2-gke.1`. Throws a `DiagnosticError` with Helm's text. */
export function parseKubeVersion(text: string, version: HelmVersion): KubeVersion {
  const match = /^\s*v?([0-9]+(?:\.[0-9]+)+)(.*?)\s*$/.exec(text)
  const parts = match?.[1]?.split('.') ?? []
  if (parts.length < 2 || parts.some((part) => part.length > 1 && part.startsWith('0'))) {
    throw failure({
      code: 'kube-version-invalid',
      message: `invalid kube version '${text}': could not parse ${JSON.stringify(text)} as version`,
      found: text,
      expected: 'a version such as 1.30 or v1.30.2',
    })
  }
  const [major = '0', minor = '0'] = parts
  const given = text.startsWith('v') ? text : `v${text}`
  const normalized = `v${parts.join('.')}`
  return { version: version === '4.2' ? given : normalized, normalized, major, minor }
}

class KubeVersionObject extends GoStruct {
  override readonly typeName: string
  private readonly kube: KubeVersion
  private readonly helm: HelmVersion

  constructor(kube: KubeVersion, helm: HelmVersion) {
    super()
    this.kube = kube
    this.helm = helm
    this.typeName = helm === '4.2' ? 'common.KubeVersion' : 'chartutil.KubeVersion'
  }

  override field(name: string): GoValue | undefined {
    if (name === 'Version') return this.kube.version
    if (name === 'Major') return this.kube.major
    return name === 'Minor' ? this.kube.minor : undefined
  }

  override method(name: string): GoMethod | undefined {
    if (name === 'GitVersion') return { parameters: [], call: () => this.kube.version }
    return name === 'String' ? { parameters: [], call: () => this.kube.normalized } : undefined
  }

  /** `String` belongs to the pointer, so only a bare action prints it. */
  override actionText(): string {
    return this.kube.normalized
  }

  override parts(): GoMap {
    const { version, normalized, major, minor } = this.kube
    return new Map([
      ['Version', version],
      ...(this.helm === '4.2' ? [['normalizedVersion', normalized] as const] : []),
      ['Major', major],
      ['Minor', minor],
    ])
  }

  override jsonValue(): GoValue {
    const { version, major, minor } = this.kube
    return asStruct(
      new Map([
        ['Version', version],
        ['Major', major],
        ['Minor', minor],
      ]),
    )
  }
}

class VersionSetObject extends GoStruct {
  override readonly typeName: string
  private readonly versions: readonly string[]

  constructor(versions: readonly string[], helm: HelmVersion) {
    super()
    this.versions = versions
    this.typeName = helm === '4.2' ? 'common.VersionSet' : 'chartutil.VersionSet'
  }

  override field(): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    if (name !== 'Has') return undefined
    return { parameters: ['string'], call: ([wanted]) => this.versions.includes(wanted as string) }
  }

  override underlying(): readonly GoValue[] {
    return this.versions
  }

  override jsonValue(): GoValue {
    return this.versions
  }

  override kind() {
    return 'slice' as const
  }
}

class FieldsObject extends GoStruct {
  override readonly typeName: string
  private readonly fields: GoMap
  private readonly jsonNames: ReadonlyMap<string, string> | undefined

  constructor(typeName: string, fields: GoMap, jsonNames?: ReadonlyMap<string, string>) {
    super()
    this.typeName = typeName
    this.fields = fields
    this.jsonNames = jsonNames
  }

  override field(name: string): GoValue | undefined {
    return this.fields.get(name)
  }

  override parts(): GoMap {
    return this.fields
  }

  override jsonValue(): GoValue {
    const names = this.jsonNames
    if (names === undefined) return asStruct(this.fields)
    const kept = [...this.fields].filter(([, value]) => value !== '')
    return asStruct(new Map(kept.map(([name, value]) => [names.get(name) ?? name, value])))
  }
}

/** `.Capabilities`. */
export function capabilitiesObject(
  kube: KubeVersion,
  apiVersions: readonly string[],
  helm: HelmVersion,
): GoStruct {
  const packageName = helm === '4.2' ? 'common' : 'chartutil'
  const build: [string, GoValue][] = [
    ['Version', helmReleases[helm]],
    ['GitCommit', ''],
    ['GitTreeState', 'clean'],
    ['GoVersion', 'go1.26.8'],
  ]
  if (helm === '4.2') build.push(['KubeClientVersion', 'v1.36'])
  const jsonNames = new Map([
    ['Version', 'version'],
    ['GitCommit', 'git_commit'],
    ['GitTreeState', 'git_tree_state'],
    ['GoVersion', 'go_version'],
    ['KubeClientVersion', 'kube_client_version'],
  ])
  const fields = new Map<string, GoValue>([
    ['KubeVersion', new KubeVersionObject(kube, helm)],
    ['APIVersions', new VersionSetObject([...defaultApiVersions, ...apiVersions], helm)],
    ['HelmVersion', new FieldsObject('version.BuildInfo', new Map(build), jsonNames)],
  ])
  return new FieldsObject(`*${packageName}.Capabilities`, fields)
}

/** What a Helm without a cluster believes that the server offers; the same list in both. */
export const defaultApiVersions: readonly string[] = [
  ['', 'v1'],
  ['admissionregistration.k8s.io/', 'v1', 'v1alpha1', 'v1beta1'],
  ['internal.apiserver.k8s.io/', 'v1alpha1'],
  ['apps/', 'v1', 'v1beta1', 'v1beta2'],
  ['authentication.k8s.io/', 'v1', 'v1alpha1', 'v1beta1'],
  ['authorization.k8s.io/', 'v1', 'v1beta1'],
  ['autoscaling/', 'v1', 'v2'],
  ['batch/', 'v1', 'v1beta1'],
  ['certificates.k8s.io/', 'v1', 'v1beta1', 'v1alpha1'],
  ['coordination.k8s.io/', 'v1alpha2', 'v1beta1', 'v1'],
  ['discovery.k8s.io/', 'v1', 'v1beta1'],
  ['events.k8s.io/', 'v1', 'v1beta1'],
  ['extensions/', 'v1beta1'],
  ['flowcontrol.apiserver.k8s.io/', 'v1', 'v1beta1', 'v1beta2', 'v1beta3'],
  ['networking.k8s.io/', 'v1', 'v1beta1'],
  ['node.k8s.io/', 'v1', 'v1alpha1', 'v1beta1'],
  ['policy/', 'v1', 'v1beta1'],
  ['rbac.authorization.k8s.io/', 'v1', 'v1beta1', 'v1alpha1'],
  ['resource.k8s.io/', 'v1', 'v1beta2', 'v1beta1', 'v1alpha3'],
  ['scheduling.k8s.io/', 'v1alpha2', 'v1beta1', 'v1'],
  ['storage.k8s.io/', 'v1beta1', 'v1', 'v1alpha1'],
  ['storagemigration.k8s.io/', 'v1beta1'],
  ['apiextensions.k8s.io/', 'v1beta1', 'v1'],
].flatMap(([group, ...versions]) => versions.map((version) => `${group ?? ''}${version}`))
