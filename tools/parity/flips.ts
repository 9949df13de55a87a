import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { Random } from '@seaworthy/sim'
import { parseYamlValue, YamlConversionError, YamlSyntaxError } from '@seaworthy/yaml'
import type { RenderCase } from './cases.ts'

/** Flags beside values that change what is rendered. */
const otherFlags: readonly (readonly string[])[] = [
  ['--kube-version', '1.25.3'],
  ['--kube-version', '1.31.4-gke.1'],
  ['--api-versions', 'monitoring.coreos.com/v1', '--api-versions', 'cert-manager.io/v1'],
  ['--is-upgrade'],
  ['--no-hooks'],
  ['--include-crds'],
  ['--skip-tests'],
]

interface Leaf {
  readonly path: string
  readonly value: unknown
}

/**
 * The chart with other values than its defaults, drawn from the seed and the chart's place: switches turned over, empty
 * things filled, and now and then a flag that is no value. Lists are left alone, because a flag replaces them.
 */
export function flippedCases(plain: RenderCase, folder: string, count: number, seed: number): RenderCase[] {
  const random = new Random(seedOf(seed, relative(folder, plain.chart)))
  const leaves = leavesOf(plain.chart)
  const switches = leaves.filter(({ value }) => typeof value === 'boolean')
  const others = leaves.filter(({ value }) => typeof value !== 'boolean')
  return Array.from({ length: count }, () => {
    const args = [
      // Few of them leave most charts whole; many of them reach what is behind two conditions.
      ...drawn(switches, random, random.below(2) === 0 ? 3 : switches.length / 2).flatMap(
        ({ path, value }) => ['--set', `${path}=${String(value !== true)}`],
      ),
      ...(random.below(3) === 0 ? drawn(others, random, 1).flatMap(filled) : []),
      ...(random.below(3) === 0 ? random.pick(otherFlags) : []),
      ...(random.below(8) === 0 ? showOnly(plain.chart, random) : []),
    ]
    return { ...plain, label: args.join(' '), args }
  }).filter(({ args }) => args.length > 0)
}

function seedOf(seed: number, name: string): number {
  return [...name].reduce(
    (hash, character) => Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619),
    seed,
  )
}

function drawn<T>(from: readonly T[], random: Random, most: number): T[] {
  if (from.length === 0) return []
  return [...new Set(Array.from({ length: 1 + random.below(most) }, () => random.pick(from)))]
}

function filled({ path, value }: Leaf): string[] {
  if (typeof value === 'number') return ['--set', `${path}=${value + 1}`]
  if (value === null || value === '') return ['--set', `${path}=filled`]
  return ['--set-string', `${path}=`]
}

function leavesOf(chart: string): Leaf[] {
  const file = join(chart, 'values.yaml')
  if (!existsSync(file)) return []
  try {
    return leaves(parseYamlValue(readFileSync(file, 'utf8')), '')
  } catch (error) {
    // Its own rendering says what is wrong with it.
    if (error instanceof YamlSyntaxError || error instanceof YamlConversionError) return []
    throw error
  }
}

function leaves(value: unknown, path: string): Leaf[] {
  if (Array.isArray(value)) return []
  if (value instanceof Map && value.size > 0) {
    return [...(value as ReadonlyMap<unknown, unknown>)].flatMap(([key, each]) =>
      leaves(each, `${path === '' ? '' : `${path}.`}${String(key).replaceAll(/[\\.,=[\]]/g, '\\$&')}`),
    )
  }
  return path === '' ? [] : [{ path, value }]
}

function showOnly(chart: string, random: Random): string[] {
  const folder = join(chart, 'templates')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => /^[^_].*\.ya?ml$/.test(name))
  return files.length === 0 ? [] : ['--show-only', `templates/${random.pick(files.sort())}`]
}
