import { statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { type Chart, folderFiles, loadFolder } from '@seaworthy/helm'
import { registryFailure } from '../failure.ts'
import type { HelmContext } from '../helm-context.ts'

/** Loads the chart whose dependencies are managed: a folder, because archives do not change. */
export function loadChartFolder(context: HelmContext, folder: string): Chart {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (stat === undefined) {
    throw registryFailure(`could not find ${folder}: stat ${folder}: no such file or directory`, {
      code: 'chart-not-found',
    })
  }
  if (!stat.isDirectory())
    throw registryFailure('only unpacked charts can be updated', { code: 'chart-archive' })
  return loadUnpacked(context, folder)
}

/** Loads a folder as Helm does where no archive is expected: its words for a folder without a chart are others then. */
export function loadUnpacked({ version, loading }: HelmContext, folder: string): Chart {
  return loadFolder(folderFiles(folder, loading), version, loading)
}

/** The folder of a `file://` repository, relative to the chart (rule: `internal/resolver`, GetLocalPath). */
export function localFolder(repository: string, chartFolder: string): string {
  const path = repository.replace(/^file:\/\//, '')
  const folder = isAbsolute(path) ? join(path) : join(chartFolder, path)
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return folder
  throw registryFailure(`directory ${folder} not found`, { code: 'chart-not-found' })
}

export function isLocal(repository: string): boolean {
  return repository.startsWith('file://')
}
