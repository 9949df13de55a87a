/** Labels, annotations, selectors. */
export type StringMap = Readonly<Record<string, string>>

export interface Metadata {
  readonly name: string
  readonly namespace?: string
  readonly labels?: StringMap
  readonly annotations?: StringMap
}

export interface LabelSelector {
  readonly matchLabels?: StringMap
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
    readonly values?: readonly string[]
  }[]
}

/** A number, or a text such as `25%` or the name of a port. */
export type IntOrString = number | string

/** What the sdk hands on as it is; its own schema is the API server's. */
export type Json = unknown
