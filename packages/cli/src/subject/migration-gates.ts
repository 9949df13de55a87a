import { migrationGatesOf } from '@seaworthy/check'
import type { RenderedRelease } from '@seaworthy/helm'
import type { TrialSetup } from '@seaworthy/trial'

type Behaviour = NonNullable<TrialSetup['behaviours']>[number]

/** Init containers that wait for a migration do so: without this they would be taken to end by themselves. */
export function gateBehaviours(release: RenderedRelease, migrations: readonly string[]): Behaviour[] {
  const job = jobOf(migrations)
  if (job === undefined) return []
  return migrationGatesOf(release).map(({ container, image }) => ({
    match: { container, image },
    awaitsJob: job,
  }))
}

/** What is taken for granted of them, one sentence each. */
export function gateAssumptions(release: RenderedRelease, migrations: readonly string[]): string[] {
  const job = jobOf(migrations)
  if (job === undefined) return []
  const workloads = new Map<string, string[]>()
  for (const { container, workload } of migrationGatesOf(release)) {
    workloads.set(container, [...(workloads.get(container) ?? []), workload])
  }
  return [...workloads].map(
    ([container, names]) =>
      `init container ${container} (${names.join(', ')}) waits until Job/${job} has completed with its image`,
  )
}

/** The last of several: by then the others have run. */
function jobOf(migrations: readonly string[]): string | undefined {
  return migrations.findLast((name) => name.startsWith('Job/'))?.slice('Job/'.length)
}
