import type { ChartOptions } from '../chart/chart-options.ts'
import { nodeOf } from '../expr/expr.ts'
import type { World } from '../expr/rules-of.ts'
import { isTrue } from '../expr/truth.ts'
import { absent, evaluate, interpret } from './interpret.ts'

/** What a chart comes to with given values: found without templates, to judge the compiled chart by. */
export interface InterpretedChart {
  /** Template file, under `templates/`, to the object it holds. */
  readonly objects: ReadonlyMap<string, unknown>
  /** Messages of the guards that hold. */
  readonly refusals: readonly string[]
}

export interface ReleaseInput {
  readonly name?: string
  readonly namespace?: string
  readonly revision?: number
  readonly isUpgrade?: boolean
  readonly kubeVersion?: string
  readonly apiVersions?: readonly string[]
}

/** `values` are the final ones: defaults with the user's values over them. */
export function interpretChart(
  options: ChartOptions,
  values: Readonly<Record<string, unknown>>,
  release: ReleaseInput = {},
): InterpretedChart {
  const world = worldOf(options, values, release)
  const objects = options.resources
    .filter(({ when }) => when === undefined || isTrue(evaluate(nodeOf(when), world)))
    .map(({ file, object }) => [file, interpret(object, world)] as const)
    .filter(([, object]) => object !== absent)
  const held = (options.validate ?? []).filter((guard) => isTrue(evaluate(nodeOf(guard.when), world)))
  return { objects: new Map(objects), refusals: held.map((guard) => String(interpret(guard.message, world))) }
}

function worldOf(options: ChartOptions, values: World['values'], release: ReleaseInput): World {
  const { name = 'release-name', namespace = 'default', revision = 1, isUpgrade = false } = release
  const { kubeVersion = 'v1.36.0', apiVersions = [] } = release
  return {
    values,
    release: {
      Name: name,
      Namespace: namespace,
      Revision: revision,
      IsUpgrade: isUpgrade,
      IsInstall: !isUpgrade,
      Service: 'Helm',
    },
    chart: { Name: options.name, Version: options.version, AppVersion: options.appVersion ?? '' },
    capabilities: { kubeVersion, apiVersions },
    files: new Map(Object.entries(options.files ?? {})),
    bindings: new Map(),
  }
}
