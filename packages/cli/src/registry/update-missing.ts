import { statSync } from 'node:fs'
import type { Io } from '../io.ts'
import type { FetchFlags } from './fetch-reference.ts'

/**
 * Updates charts/ of a chart that lacks some of what it declares, as `helm template --dependency-update` does before it
 * renders. What it says is on standard output, before the manifests (rule: `pkg/cmd/install.go`).
 */
export async function updateMissing(
  io: Pick<Io, 'out' | 'err'>,
  path: string,
  flags: FetchFlags,
): Promise<void> {
  if (!statSync(path).isDirectory()) return
  const { folderFiles, loadFolder } = await import('@seaworthy/helm')
  const { dependencies, metadata } = loadFolder(folderFiles(path), flags.helmVersion)
  const present = new Set(dependencies.map((each) => each.metadata.name))
  if ((metadata.dependencies ?? []).every(({ name }) => present.has(name))) return
  const { updateDependencies } = await import('@seaworthy/registry')
  const { helmContext } = await import('./helm-context.ts')
  const { registryOptions } = await import('./registry-flags.ts')
  await updateDependencies(helmContext(io, flags), path, { ...registryOptions(flags), skipRefresh: false })
}
