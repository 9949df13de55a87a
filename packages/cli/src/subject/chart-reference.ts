import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Io } from '../io.ts'
import type { FetchFlags } from '../registry/fetch-reference.ts'

/**
 * The path of a chart that a command of our own was given: what is on disk stays as it is, `oci://…`, `https://…/x.tgz`,
 * `REPOSITORY/CHART` of a repository that has a name, and anything with `--repo`, is fetched into Helm's cache. What fetching says
 * goes to standard error.
 */
export async function localChart(io: Io, chart: string, flags: FetchFlags): Promise<string> {
  const isOnDisk = flags.repo === undefined && existsSync(resolve(io.cwd, chart))
  if (isOnDisk || !(await isReference(io, chart, flags))) return chart
  const { fetchReference } = await import('../registry/fetch-reference.ts')
  const err = (text: string) => io.err(text)
  return fetchReference({ cwd: io.cwd, out: err, err }, chart, flags)
}

async function isReference(io: Io, chart: string, flags: FetchFlags): Promise<boolean> {
  if (flags.repo !== undefined || /^(oci|https?):\/\//.test(chart)) return true
  const [repository = '', name] = chart.split('/')
  if (name === undefined || repository === '' || repository.startsWith('.')) return false
  const { readRepositories } = await import('@seaworthy/registry')
  const { helmContext } = await import('../registry/helm-context.ts')
  const { repositoryConfig } = helmContext(io, flags).home
  return readRepositories(repositoryConfig).some((each) => each.name === repository)
}
