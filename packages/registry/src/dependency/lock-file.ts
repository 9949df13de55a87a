import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Dependency } from '@seaworthy/helm'
import { toObject, writeYaml } from '@seaworthy/yaml'
import { writeAtomically } from '../atomic-write.ts'
import { prefixed, registryFailure } from '../failure.ts'
import { dependencyJson } from '../oci/chart-json.ts'
import { sha256 } from '../oci/descriptor.ts'
import { fieldText } from '../repository/field-text.ts'
import { readYamlFile } from '../repository/yaml-file.ts'

/** A dependency with the one version that was chosen for it. */
export interface LockedDependency {
  readonly name: string
  readonly version: string
  readonly repository: string
}

/** `Chart.lock`, or `requirements.lock` of a v1 chart. */
export interface Lock {
  readonly digest: string
  readonly dependencies: readonly LockedDependency[]
}

/** The lock of a chart folder; undefined where there is none. Of two, Helm takes the older format. */
export function readLock(chartFolder: string): Lock | undefined {
  return lockIn(chartFolder, 'requirements.lock') ?? lockIn(chartFolder, 'Chart.lock')
}

function lockIn(chartFolder: string, name: string): Lock | undefined {
  const text = textIfAny(join(chartFolder, name))
  if (text === undefined) return undefined
  try {
    return lockOf(toObject(readYamlFile(name, text)))
  } catch (error) {
    throw prefixed(`cannot load ${name}`, error)
  }
}

function lockOf(value: unknown): Lock {
  const { digest, dependencies } = (value ?? {}) as { digest?: unknown; dependencies?: unknown }
  const listed = Array.isArray(dependencies) ? (dependencies as (Record<string, unknown> | null)[]) : []
  return {
    digest: fieldText(digest),
    dependencies: listed.map((each) => ({
      name: fieldText(each?.['name']),
      version: fieldText(each?.['version']),
      repository: fieldText(each?.['repository']),
    })),
  }
}

function textIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The hash by which Helm knows whether a lock still belongs to what a chart asks for (`internal/resolver`, HashReq). */
export function lockDigest(wanted: readonly Dependency[], locked: readonly LockedDependency[]): string {
  return sha256(`[${listJson(wanted.map(dependencyJson))},${listJson(locked.map(lockedJson))}]`)
}

/** The hash of Helm 2, which v1 charts may still have (`internal/resolver`, HashV2Req). */
export function helm2LockDigest(wanted: readonly Dependency[]): string {
  return sha256(`{"dependencies":${listJson(wanted.map(dependencyJson))}}`)
}

function listJson(items: readonly string[]): string {
  return `[${items.join(',')}]`
}

function lockedJson({ name, version, repository }: LockedDependency): string {
  return dependencyJson({ name, version, repository, condition: '', tags: [], alias: '', importValues: [] })
}

/** Writes the lock as Helm does, and as Helm never through a link. `generated` is RFC 3339. */
export function writeLock(chartFolder: string, name: LockName, lock: Lock, generated: string): void {
  const path = join(chartFolder, name)
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    throw registryFailure(`the ${name} file is a symlink to ${JSON.stringify(readlinkSync(path))}`, {
      code: 'lock-is-link',
      help: `remove the link: rm ${path}`,
    })
  }
  const dependencies = lock.dependencies.map(({ name: called, version, repository }) => ({
    name: called,
    repository,
    ...(version === '' ? {} : { version }),
  }))
  writeAtomically(path, writeYaml({ dependencies, digest: lock.digest, generated }))
}

export type LockName = 'Chart.lock' | 'requirements.lock'
