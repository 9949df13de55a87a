/** Chart.yaml, as Helm reads it. */
export interface Metadata {
  readonly apiVersion: string
  readonly name: string
  readonly version: string
  readonly appVersion?: string
  readonly description?: string
  readonly kubeVersion?: string
  readonly type?: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}
