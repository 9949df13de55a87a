import { type Expr, exprOf, type Result } from '../expr/expr.ts'
import { referenceNode } from '../expr/ref.ts'

function builtIn<T>(path: readonly string[], result: Result): Expr<T> {
  return exprOf(referenceNode({ root: path }, [], undefined, result))
}

const token: Result = { type: 'string', token: true }
const boolean: Result = { type: 'boolean' }

/** The release that is being rendered. */
export const release = {
  name: builtIn<string>(['Release', 'Name'], token),
  namespace: builtIn<string>(['Release', 'Namespace'], token),
  service: builtIn<string>(['Release', 'Service'], { type: 'string', plain: true, token: true }),
  revision: builtIn<number>(['Release', 'Revision'], { type: 'integer', native: true }),
  isInstall: builtIn<boolean>(['Release', 'IsInstall'], boolean),
  isUpgrade: builtIn<boolean>(['Release', 'IsUpgrade'], boolean),
} as const

/** The chart itself, as `Chart.yaml` says. */
export const chart = {
  name: builtIn<string>(['Chart', 'Name'], { type: 'string', plain: true, token: true }),
  /** Holds a `+` where the version has build metadata, so it is no token. */
  version: builtIn<string>(['Chart', 'Version'], { type: 'string' }),
  appVersion: builtIn<string>(['Chart', 'AppVersion'], { type: 'string' }),
} as const

/** What the cluster is, as Helm found it. `hasApi` asks for single APIs. */
export const capabilities = {
  kubeVersion: builtIn<string>(['Capabilities', 'KubeVersion', 'Version'], { type: 'string' }),
} as const
