import { lstatSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Dependency } from '@seaworthy/helm'
import { writeYaml } from '@seaworthy/yaml'
import { writeAtomically } from '../atomic-write.ts'
import { registryFailure } from '../failure.ts'
import { dependencyJson } from '../oci/chart-json.ts'
import { sha256 } from '../oci/descriptor.ts'

/** A dependency with the one version that was chosen for it; more than these three only where a lock was written by hand. */
export type LockedDependency = Pick<Dependency, 'name' | 'version' | 'repository'> & Partial<Dependency>

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

function lockedJson(locked: LockedDependency): string {
  return dependencyJson({ condition: '', tags: [], alias: '', importValues: [], ...locked })
}

/** Writes `Chart.lock` as Helm does, and as Helm never through a link. `generated` is RFC 3339. */
export function writeLock(
  chartFolder: string,
  name: 'Chart.lock' | 'requirements.lock',
  lock: { readonly digest: string; readonly dependencies: readonly LockedDependency[] },
  generated: string,
): void {
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
