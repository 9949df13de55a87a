import { basename } from 'node:path'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { SemanticVersion, VersionConstraint, VersionError } from '@seaworthy/gotemplate'
import type { Chart } from '../chart/chart.ts'
import type { Dependency } from '../metadata.ts'
import { pathsInCharts } from './charts-folder.ts'

type Load = (path: string) => Chart

/**
 * One word about a declared dependency. Archives in charts/ that are called like it are looked at first, then the charts that
 * were loaded from there: that is why one is `ok` and another `unpacked`.
 */
export function dependencyStatus(path: string, dependency: Dependency, parent: Chart, load: Load): string {
  const archives = archivesOf(path, dependency.name)
  if (archives.length === 1 && archives[0] !== undefined) return archiveStatus(archives[0], dependency, load)
  const versioned = archives.filter((each) => isStrictVersion(versionPart(each, dependency.name)))
  if (versioned.length > 1) return 'too many matches'
  if (versioned.length === 1 && versioned[0] !== undefined)
    return archiveStatus(versioned[0], dependency, load)
  const loaded = parent.dependencies.findLast(({ metadata }) => metadata.name === dependency.name)
  return loaded === undefined ? 'missing' : versionStatus(loaded, dependency, 'unpacked')
}

function archivesOf(path: string, name: string): string[] {
  return pathsInCharts(path).filter((each) => basename(each).startsWith(`${name}-`) && each.endsWith('.tgz'))
}

function versionPart(archive: string, name: string): string {
  return basename(archive).slice(name.length + 1, -'.tgz'.length)
}

function isStrictVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+([-+]|$)/.test(text) && parsed(text) !== undefined
}

function parsed(text: string): SemanticVersion | undefined {
  try {
    return SemanticVersion.parse(text)
  } catch (error) {
    if (error instanceof VersionError) return undefined
    throw error
  }
}

function archiveStatus(archive: string, dependency: Dependency, load: Load): string {
  try {
    const chart = load(archive)
    return chart.metadata.name === dependency.name ? versionStatus(chart, dependency, 'ok') : 'misnamed'
  } catch (error) {
    if (error instanceof DiagnosticError) return 'corrupt'
    throw error
  }
}

function versionStatus(chart: Chart, { version: range }: Dependency, good: string): string {
  const { version } = chart.metadata
  if (version === range) return good
  try {
    return VersionConstraint.parse(range).allows(SemanticVersion.parse(version)) ? good : 'wrong version'
  } catch (error) {
    if (error instanceof VersionError) return 'invalid version'
    throw error
  }
}
