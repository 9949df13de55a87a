// A table: kinds that charts often bring or expect and that Kubernetes itself does not serve.
import type { KindRow } from './kinds-builtin.ts'

export const extensionKinds: readonly KindRow[] = [
  // OpenShift
  ['route.openshift.io/v1', 'Route', 'routes', 'namespaced', ''],
  ['apps.openshift.io/v1', 'DeploymentConfig', 'deploymentconfigs', 'namespaced', 'dc'],
  ['image.openshift.io/v1', 'ImageStream', 'imagestreams', 'namespaced', 'is'],
  ['build.openshift.io/v1', 'BuildConfig', 'buildconfigs', 'namespaced', 'bc'],
  ['project.openshift.io/v1', 'Project', 'projects', 'cluster', ''],
  ['security.openshift.io/v1', 'SecurityContextConstraints', 'securitycontextconstraints', 'cluster', 'scc'],
  ['console.openshift.io/v1', 'ConsoleLink', 'consolelinks', 'cluster', ''],
  // Prometheus Operator
  ['monitoring.coreos.com/v1', 'ServiceMonitor', 'servicemonitors', 'namespaced', 'smon'],
  ['monitoring.coreos.com/v1', 'PodMonitor', 'podmonitors', 'namespaced', 'pmon'],
  ['monitoring.coreos.com/v1', 'PrometheusRule', 'prometheusrules', 'namespaced', 'promrule'],
  ['monitoring.coreos.com/v1', 'Probe', 'probes', 'namespaced', 'prb'],
  ['monitoring.coreos.com/v1', 'Prometheus', 'prometheuses', 'namespaced', 'prom'],
  ['monitoring.coreos.com/v1', 'Alertmanager', 'alertmanagers', 'namespaced', 'am'],
  ['monitoring.coreos.com/v1', 'ThanosRuler', 'thanosrulers', 'namespaced', 'ruler'],
  ['monitoring.coreos.com/v1alpha1', 'AlertmanagerConfig', 'alertmanagerconfigs', 'namespaced', 'amcfg'],
  ['monitoring.coreos.com/v1alpha1', 'PrometheusAgent', 'prometheusagents', 'namespaced', 'promagent'],
  ['monitoring.coreos.com/v1alpha1', 'ScrapeConfig', 'scrapeconfigs', 'namespaced', 'scfg'],
  // cert-manager
  ['cert-manager.io/v1', 'Certificate', 'certificates', 'namespaced', 'cert certs'],
  ['cert-manager.io/v1', 'CertificateRequest', 'certificaterequests', 'namespaced', 'cr crs'],
  ['cert-manager.io/v1', 'Issuer', 'issuers', 'namespaced', 'iss'],
  ['cert-manager.io/v1', 'ClusterIssuer', 'clusterissuers', 'cluster', 'ciss'],
  // External Secrets
  ['external-secrets.io/v1', 'ExternalSecret', 'externalsecrets', 'namespaced', 'es'],
  ['external-secrets.io/v1', 'SecretStore', 'secretstores', 'namespaced', 'ss'],
  ['external-secrets.io/v1', 'ClusterSecretStore', 'clustersecretstores', 'cluster', 'css'],
  ['external-secrets.io/v1', 'ClusterExternalSecret', 'clusterexternalsecrets', 'cluster', 'ces'],
  // Gateway API
  ['gateway.networking.k8s.io/v1', 'GatewayClass', 'gatewayclasses', 'cluster', 'gc'],
  ['gateway.networking.k8s.io/v1', 'Gateway', 'gateways', 'namespaced', 'gtw'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', 'httproutes', 'namespaced', ''],
  ['gateway.networking.k8s.io/v1', 'GRPCRoute', 'grpcroutes', 'namespaced', ''],
  ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'referencegrants', 'namespaced', 'refgrant'],
  // Storage, scaling, databases, sealed secrets
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'volumesnapshots', 'namespaced', 'vs'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', 'volumesnapshotclasses', 'cluster', 'vsclass'],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', 'volumesnapshotcontents', 'cluster', 'vsc'],
  ['autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'verticalpodautoscalers', 'namespaced', 'vpa'],
  ['keda.sh/v1alpha1', 'ScaledObject', 'scaledobjects', 'namespaced', 'so'],
  ['keda.sh/v1alpha1', 'ScaledJob', 'scaledjobs', 'namespaced', 'sj'],
  ['keda.sh/v1alpha1', 'TriggerAuthentication', 'triggerauthentications', 'namespaced', 'ta'],
  ['postgresql.cnpg.io/v1', 'Cluster', 'clusters', 'namespaced', ''],
  ['postgresql.cnpg.io/v1', 'Pooler', 'poolers', 'namespaced', ''],
  ['postgresql.cnpg.io/v1', 'ScheduledBackup', 'scheduledbackups', 'namespaced', ''],
  ['bitnami.com/v1alpha1', 'SealedSecret', 'sealedsecrets', 'namespaced', ''],
]
