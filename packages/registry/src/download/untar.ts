import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { toObject } from '@seaworthy/yaml'
import { type ChartFile, unpackArchive } from '@seaworthy/helm'
import { prefixed, registryFailure } from '../failure.ts'
import { fieldText } from '../repository/field-text.ts'
import { readYamlFile } from '../repository/yaml-file.ts'

/**
 * Unpacks a chart into a folder of its name below `folder`, all of it or nothing. Nothing of an archive decides where outside
 * that folder a file is written, and no link is made (rule: `pkg/chart/v2/util/expand.go`).
 */
export function untarChart(archive: Uint8Array, folder: string): void {
  const files = unpackArchive(archive)
  const name = chartName(files.find((file) => file.name === 'Chart.yaml')?.data)
  const target = join(folder, name)
  if (existsSync(target)) throw alreadyThere(target)
  mkdirSync(folder, { recursive: true })
  const draft = mkdtempSync(join(folder, '.seaworthy-untar-'))
  try {
    for (const file of files) writeInto(draft, file)
    renameSync(draft, target)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

function writeInto(draft: string, { name, data }: ChartFile): void {
  const path = join(draft, name)
  if (!path.startsWith(draft + sep)) throw registryFailure('chart illegally references parent directory')
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, data, { mode: 0o644 })
  } catch (error) {
    const why = notOnDisk[(error as NodeJS.ErrnoException).code ?? '']
    if (why === undefined) throw error
    throw registryFailure(`failed to untar: ${JSON.stringify(name)}: ${why}`, { code: 'chart-archive' })
  }
}

/** Names that an archive can have and a folder cannot. */
const notOnDisk: Readonly<Record<string, string>> = {
  EEXIST: 'the archive has a file and a folder of one name',
  EISDIR: 'the archive has a file and a folder of one name',
  ENOTDIR: 'the archive has a file and a folder of one name',
  ENAMETOOLONG: 'the name is too long for this file system',
  EILSEQ: 'this file system has no such names',
  EINVAL: 'this file system has no such names',
}

export function alreadyThere(path: string) {
  return registryFailure(`failed to untar: a file or directory with the name ${path} already exists`, {
    code: 'file-exists',
    help: 'remove it, or name another folder: --untardir',
  })
}

function chartName(chartYaml: Uint8Array | undefined): string {
  const name = chartYaml === undefined ? '' : nameIn(Buffer.from(chartYaml).toString('utf8'))
  if (name === '') throw registryFailure('chart name not specified', { code: 'chart-invalid' })
  if (name === '.' || name === '..')
    throw registryFailure(`chart name ${JSON.stringify(name)} is not allowed`, { code: 'chart-invalid' })
  if (name !== basename(name))
    throw registryFailure(`chart name ${JSON.stringify(name)} must not contain path separators`, {
      code: 'chart-invalid',
    })
  return name
}

function nameIn(text: string): string {
  try {
    const { name } = (toObject(readYamlFile('Chart.yaml', text)) ?? {}) as { name?: unknown }
    return fieldText(name)
  } catch (error) {
    throw prefixed('cannot load Chart.yaml', error)
  }
}
