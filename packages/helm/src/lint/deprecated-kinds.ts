// Table: the kinds that client-go 0.36 calls deprecated, as tools/oracles/deprecated-kinds/main.go prints them.

/** Lines of `KIND since until replacement`, below their API version; `-` is nothing. */
const table = `
admissionregistration.k8s.io/v1alpha1
  MutatingAdmissionPolicyBindingList 1.35 1.38 -
  MutatingAdmissionPolicyBinding 1.35 1.38 -
  MutatingAdmissionPolicyList 1.35 1.38 -
  MutatingAdmissionPolicy 1.35 1.38 -
  ValidatingAdmissionPolicyBindingList 1.29 1.32 -
  ValidatingAdmissionPolicyBinding 1.29 1.32 -
  ValidatingAdmissionPolicyList 1.29 1.32 -
  ValidatingAdmissionPolicy 1.29 1.32 -
admissionregistration.k8s.io/v1beta1
  MutatingAdmissionPolicyBindingList 1.37 1.40 admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBindingList
  MutatingAdmissionPolicyBinding 1.37 1.40 admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding
  MutatingAdmissionPolicyList 1.37 1.40 admissionregistration.k8s.io/v1 MutatingAdmissionPolicyList
  MutatingAdmissionPolicy 1.37 1.40 admissionregistration.k8s.io/v1 MutatingAdmissionPolicy
  MutatingWebhookConfigurationList 1.16 1.22 admissionregistration.k8s.io/v1 MutatingWebhookConfigurationList
  MutatingWebhookConfiguration 1.16 1.22 admissionregistration.k8s.io/v1 MutatingWebhookConfiguration
  ValidatingAdmissionPolicyBindingList 1.31 1.34 -
  ValidatingAdmissionPolicyBinding 1.31 1.34 -
  ValidatingAdmissionPolicyList 1.31 1.34 -
  ValidatingAdmissionPolicy 1.31 1.34 -
  ValidatingWebhookConfigurationList 1.16 1.22 admissionregistration.k8s.io/v1 ValidatingWebhookConfigurationList
  ValidatingWebhookConfiguration 1.16 1.22 admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration
apps/v1beta1
  ControllerRevisionList 1.8 1.16 apps/v1 ControllerRevisionList
  ControllerRevision 1.8 1.16 apps/v1 ControllerRevision
  DeploymentList 1.8 1.16 apps/v1 DeploymentList
  DeploymentRollback 1.8 1.16 apps/v1 DeploymentRollback
  Deployment 1.8 1.16 apps/v1 Deployment
  Scale 1.8 1.16 autoscaling/v1 Scale
  StatefulSetList 1.8 1.16 apps/v1 StatefulSetList
  StatefulSet 1.8 1.16 apps/v1 StatefulSet
apps/v1beta2
  ControllerRevisionList 1.9 1.16 apps/v1 ControllerRevisionList
  ControllerRevision 1.9 1.16 apps/v1 ControllerRevision
  DaemonSetList 1.9 1.16 apps/v1 DaemonSetList
  DaemonSet 1.9 1.16 apps/v1 DaemonSet
  DeploymentList 1.9 1.16 apps/v1 DeploymentList
  Deployment 1.9 1.16 apps/v1 Deployment
  ReplicaSetList 1.9 1.16 apps/v1 ReplicaSetList
  ReplicaSet 1.9 1.16 apps/v1 ReplicaSet
  Scale 1.9 1.16 autoscaling/v1 Scale
  StatefulSetList 1.9 1.16 apps/v1 StatefulSetList
  StatefulSet 1.9 1.16 apps/v1 StatefulSet
authentication.k8s.io/v1alpha1
  SelfSubjectReview 1.29 1.32 -
authentication.k8s.io/v1beta1
  SelfSubjectReview 1.30 1.33 -
  TokenReview 1.19 1.22 authentication.k8s.io/v1 TokenReview
authorization.k8s.io/v1beta1
  LocalSubjectAccessReview 1.19 1.22 authorization.k8s.io/v1 LocalSubjectAccessReview
  SelfSubjectAccessReview 1.19 1.22 authorization.k8s.io/v1 SelfSubjectAccessReview
  SelfSubjectRulesReview 1.19 1.22 authorization.k8s.io/v1 SelfSubjectRulesReview
  SubjectAccessReview 1.19 1.22 authorization.k8s.io/v1 SubjectAccessReview
batch/v1beta1
  CronJobList 1.21 1.25 batch/v1 CronJobList
  CronJob 1.21 1.25 batch/v1 CronJob
certificates.k8s.io/v1alpha1
  ClusterTrustBundleList 1.34 1.37 -
  ClusterTrustBundle 1.34 1.37 -
certificates.k8s.io/v1beta1
  CertificateSigningRequestList 1.19 1.22 certificates.k8s.io/v1 CertificateSigningRequestList
  CertificateSigningRequest 1.19 1.22 certificates.k8s.io/v1 CertificateSigningRequest
  ClusterTrustBundleList 1.37 1.40 -
  ClusterTrustBundle 1.37 1.40 -
  PodCertificateRequestList 1.38 1.41 -
  PodCertificateRequest 1.38 1.41 -
coordination.k8s.io/v1alpha2
  LeaseCandidateList 1.35 1.38 -
  LeaseCandidate 1.35 1.38 -
coordination.k8s.io/v1beta1
  LeaseCandidateList 1.36 1.39 -
  LeaseCandidate 1.36 1.39 -
  LeaseList 1.19 1.22 coordination.k8s.io/v1 LeaseList
  Lease 1.19 1.22 coordination.k8s.io/v1 Lease
discovery.k8s.io/v1beta1
  EndpointSliceList 1.21 1.25 discovery.k8s.io/v1 EndpointSlice
  EndpointSlice 1.21 1.25 discovery.k8s.io/v1 EndpointSlice
events.k8s.io/v1beta1
  EventList 1.22 1.25 -
  Event 1.22 1.25 -
extensions/v1beta1
  DaemonSetList 1.8 1.16 apps/v1 DaemonSetList
  DaemonSet 1.8 1.16 apps/v1 DaemonSet
  DeploymentList 1.8 1.16 apps/v1 DeploymentList
  DeploymentRollback 1.8 1.16 -
  Deployment 1.8 1.16 apps/v1 Deployment
  IngressList 1.14 1.22 networking.k8s.io/v1 IngressList
  Ingress 1.14 1.22 networking.k8s.io/v1 Ingress
  NetworkPolicyList 1.9 1.16 networking.k8s.io/v1 NetworkPolicyList
  NetworkPolicy 1.9 1.16 networking.k8s.io/v1 NetworkPolicy
  ReplicaSetList 1.8 1.16 apps/v1 ReplicaSetList
  ReplicaSet 1.8 1.16 apps/v1 ReplicaSet
  Scale 1.2 1.16 -
flowcontrol.apiserver.k8s.io/v1beta1
  FlowSchemaList 1.23 1.26 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchemaList
  FlowSchema 1.23 1.26 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema
  PriorityLevelConfigurationList 1.23 1.26 flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfigurationList
  PriorityLevelConfiguration 1.23 1.26 flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta2
  FlowSchemaList 1.26 1.29 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchemaList
  FlowSchema 1.26 1.29 flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema
  PriorityLevelConfigurationList 1.26 1.29 flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfigurationList
  PriorityLevelConfiguration 1.26 1.29 flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration
flowcontrol.apiserver.k8s.io/v1beta3
  FlowSchemaList 1.29 1.32 flowcontrol.apiserver.k8s.io/v1 FlowSchemaList
  FlowSchema 1.29 1.32 flowcontrol.apiserver.k8s.io/v1 FlowSchema
  PriorityLevelConfigurationList 1.29 1.32 flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfigurationList
  PriorityLevelConfiguration 1.29 1.32 flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration
networking.k8s.io/v1beta1
  IPAddressList 1.34 1.37 -
  IPAddress 1.34 1.37 -
  IngressClassList 1.19 1.22 networking.k8s.io/v1 IngressClassList
  IngressClass 1.19 1.22 networking.k8s.io/v1 IngressClassList
  IngressList 1.19 1.22 networking.k8s.io/v1 IngressList
  Ingress 1.19 1.22 networking.k8s.io/v1 Ingress
  ServiceCIDRList 1.34 1.37 -
  ServiceCIDR 1.34 1.37 -
node.k8s.io/v1beta1
  RuntimeClassList 1.22 1.25 -
  RuntimeClass 1.22 1.25 -
policy/v1beta1
  Eviction 1.22 1.25 -
  PodDisruptionBudgetList 1.21 1.25 policy/v1 PodDisruptionBudgetList
  PodDisruptionBudget 1.21 1.25 policy/v1 PodDisruptionBudget
rbac.authorization.k8s.io/v1beta1
  ClusterRoleBindingList 1.17 1.22 rbac.authorization.k8s.io/v1 ClusterRoleBindingList
  ClusterRoleBinding 1.17 1.22 rbac.authorization.k8s.io/v1 ClusterRoleBinding
  ClusterRoleList 1.17 1.22 rbac.authorization.k8s.io/v1 ClusterRoleList
  ClusterRole 1.17 1.22 rbac.authorization.k8s.io/v1 ClusterRole
  RoleBindingList 1.17 1.22 rbac.authorization.k8s.io/v1 RoleBindingList
  RoleBinding 1.17 1.22 rbac.authorization.k8s.io/v1 RoleBinding
  RoleList 1.17 1.22 rbac.authorization.k8s.io/v1 RoleList
  Role 1.17 1.22 rbac.authorization.k8s.io/v1 Role
resource.k8s.io/v1alpha3
  DeviceTaintRuleList 1.36 1.39 -
  DeviceTaintRule 1.36 1.39 -
  ResourcePoolStatusRequestList 1.39 1.42 -
  ResourcePoolStatusRequest 1.39 1.42 -
resource.k8s.io/v1beta1
  DeviceClassList 1.35 1.38 -
  DeviceClass 1.35 1.38 -
  ResourceClaimList 1.35 1.38 -
  ResourceClaimTemplateList 1.35 1.38 -
  ResourceClaimTemplate 1.35 1.38 -
  ResourceClaim 1.35 1.38 -
  ResourceSliceList 1.35 1.38 -
  ResourceSlice 1.35 1.38 -
resource.k8s.io/v1beta2
  DeviceClassList 1.36 1.39 -
  DeviceClass 1.36 1.39 -
  DeviceTaintRuleList 1.39 1.42 -
  DeviceTaintRule 1.39 1.42 -
  ResourceClaimList 1.36 1.39 -
  ResourceClaimTemplateList 1.36 1.39 -
  ResourceClaimTemplate 1.36 1.39 -
  ResourceClaim 1.36 1.39 -
  ResourceSliceList 1.36 1.39 -
  ResourceSlice 1.36 1.39 -
scheduling.k8s.io/v1beta1
  PriorityClassList 1.14 1.22 scheduling.k8s.io/v1 PriorityClassList
  PriorityClass 1.14 1.22 scheduling.k8s.io/v1 PriorityClass
storage.k8s.io/v1alpha1
  CSIStorageCapacityList 1.21 1.24 storage.k8s.io/v1beta1 CSIStorageCapacityList
  CSIStorageCapacity 1.21 1.24 storage.k8s.io/v1beta1 CSIStorageCapacity
  VolumeAttachmentList 1.21 1.24 storage.k8s.io/v1 VolumeAttachmentList
  VolumeAttachment 1.21 1.24 storage.k8s.io/v1 VolumeAttachment
  VolumeAttributesClassList 1.32 1.35 storage.k8s.io/v1 VolumeAttributesClassList
  VolumeAttributesClass 1.32 1.35 storage.k8s.io/v1 VolumeAttributesClass
storage.k8s.io/v1beta1
  CSIDriverList 1.19 1.22 storage.k8s.io/v1 CSIDriverList
  CSIDriver 1.19 1.22 storage.k8s.io/v1 CSIDriver
  CSINodeList 1.17 1.22 storage.k8s.io/v1 CSINode
  CSINode 1.17 1.22 storage.k8s.io/v1 CSINode
  CSIStorageCapacityList 1.24 1.27 storage.k8s.io/v1 CSIStorageCapacityList
  CSIStorageCapacity 1.24 1.27 storage.k8s.io/v1 CSIStorageCapacity
  StorageClassList 1.19 1.22 storage.k8s.io/v1 StorageClassList
  StorageClass 1.19 1.22 storage.k8s.io/v1 StorageClass
  VolumeAttachmentList 1.19 1.22 storage.k8s.io/v1 VolumeAttachmentList
  VolumeAttachment 1.19 1.22 storage.k8s.io/v1 VolumeAttachment
  VolumeAttributesClassList 1.34 1.37 storage.k8s.io/v1 VolumeAttributesClassList
  VolumeAttributesClass 1.34 1.37 storage.k8s.io/v1 VolumeAttributesClass
storagemigration.k8s.io/v1beta1
  StorageVersionMigrationList 1.38 1.41 -
  StorageVersionMigration 1.38 1.41 -
v1
  ComponentStatusList 1.19 - -
  ComponentStatus 1.19 - -
  EndpointsList 1.33 - discovery.k8s.io/v1 EndpointSliceList
  Endpoints 1.33 - discovery.k8s.io/v1 EndpointSlice
`

interface Deprecation {
  /** Minor versions of Kubernetes 1. */
  readonly since: number
  readonly message: string
}

let deprecations: ReadonlyMap<string, Deprecation> | undefined

function read(): ReadonlyMap<string, Deprecation> {
  const found = new Map<string, Deprecation>()
  let group = ''
  for (const line of table.trim().split('\n')) {
    if (!line.startsWith(' ')) {
      group = line
      continue
    }
    const [kind = '', since = '', until = '', ...instead] = line.trim().split(' ')
    const gone = until === '-' ? '' : `, unavailable in v${until}+`
    const use = instead[0] === '-' ? '' : `; use ${instead.join(' ')}`
    const name = `${group} ${kind}`
    const message = `${name} is deprecated in v${since}+${gone}${use}`
    found.set(name, { since: Number(since.split('.')[1]), message })
  }
  return found
}

/** What Helm says of a kind that is deprecated in a version of Kubernetes; undefined where it is not, or nobody knows it. */
export function deprecationText(
  apiVersion: string,
  kind: string,
  major: number,
  minor: number,
): string | undefined {
  deprecations ??= read()
  const found = deprecations.get(`${apiVersion} ${kind}`)
  if (found === undefined || major < 1 || (major === 1 && minor < found.since)) return undefined
  return found.message
}
