import type { Span } from '@seaworthy/diagnostics'
import type { SetKind } from './set-parser.ts'

/** What sets values: a chart's values.yaml, or one thing that the user gave. Compared by identity within one render. */
export type SetLayer =
  /** `chart` is the values path of a subchart, `web.cache`, and empty for the root; `file` is named from the root chart. */
  | { readonly kind: 'chart'; readonly chart: string; readonly file: string }
  /** `position` counts the values files of the user from 1. */
  | { readonly kind: 'file'; readonly file: string; readonly position: number }
  | { readonly kind: 'flag'; readonly flag: SetKind; readonly expression: string }
  | { readonly kind: 'program'; readonly name: string }

/** The layer and place that set a value last, in short. */
export interface ValueOrigin {
  /** The file, or the flag with its text. */
  readonly layer: string
  readonly where?: Span
}

/** `prod.yaml`, `values.yaml`, `--set a.b=1`. */
export function layerName(layer: SetLayer): string {
  switch (layer.kind) {
    case 'chart':
    case 'file':
      return layer.file
    case 'flag':
      return `--${layer.flag} ${layer.expression}`
    case 'program':
      return layer.name
  }
}
