import type { IntOrString, LabelSelector, StringMap } from './meta.ts'

export interface ServiceSpec {
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
  readonly clusterIP?: string
  readonly selector?: StringMap
  readonly ports?: readonly ServicePort[]
  readonly externalName?: string
  readonly sessionAffinity?: 'None' | 'ClientIP'
  readonly externalTrafficPolicy?: 'Cluster' | 'Local'
  readonly internalTrafficPolicy?: 'Cluster' | 'Local'
  readonly publishNotReadyAddresses?: boolean
  readonly loadBalancerClass?: string
}

export interface ServicePort {
  readonly name?: string
  readonly port: number
  readonly targetPort?: IntOrString
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
  readonly nodePort?: number
  readonly appProtocol?: string
}

export interface IngressSpec {
  readonly ingressClassName?: string
  readonly defaultBackend?: IngressBackend
  readonly rules?: readonly IngressRule[]
  readonly tls?: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[]
}

export interface IngressRule {
  readonly host?: string
  readonly http?: { readonly paths: readonly IngressPath[] }
}

export interface IngressPath {
  readonly path?: string
  readonly pathType: 'Prefix' | 'Exact' | 'ImplementationSpecific'
  readonly backend: IngressBackend
}

export interface IngressBackend {
  readonly service?: {
    readonly name: string
    readonly port: { readonly name?: string; readonly number?: number }
  }
}

export interface NetworkPolicySpec {
  readonly podSelector: LabelSelector
  readonly policyTypes?: readonly ('Ingress' | 'Egress')[]
  readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[]
  readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly PolicyPort[] }[]
}

export interface Peer {
  readonly podSelector?: LabelSelector
  readonly namespaceSelector?: LabelSelector
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] }
}

export interface PolicyPort {
  readonly port?: IntOrString
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP'
  readonly endPort?: number
}
