import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { logLine } from '../log-line.ts'
import type { HelmVersion } from '../version.ts'
import { loadFailure } from './load-error.ts'

/** How symbolic links in the folder of a chart are met. */
export interface LinkRules {
  readonly root: string
  readonly version: HelmVersion
  /** Links may lead anywhere. */
  readonly anywhere: boolean
  /** Receives what Helm says of each link. */
  readonly log: string[]
}

/**
 * Judges a symbolic link. Helm follows every one; here those that stay in the chart, or in the repository that it is in, as charts do that share files.
 * What leads elsewhere could show any file of this machine in a manifest. Throws a `DiagnosticError` for a link to nothing or to
 * elsewhere.
 */
export function checkLink(path: string, { root, version, anywhere, log }: LinkRules): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) throw danglingLink(path)
  const resolved = realpathSync(path)
  const home = realpathSync(repositoryOf(root))
  if (!anywhere && resolved !== home && !resolved.startsWith(home + sep)) {
    throw loadFailure(`the symbolic link ${path} leads out of the chart`, {
      code: 'chart-link',
      found: resolved,
      expected: `a file in ${home}`,
      help: 'for a chart that you trust: --follow-links',
    })
  }
  const text = 'Contents of linked file included and used'
  log.push(
    logLine(version, {
      message: `found symbolic link in path. ${text}`,
      attributes: { path, resolved },
      place3: 'walk.go:75',
      message3: `found symbolic link in path: ${path} resolves to ${resolved}. ${text}`,
    }),
  )
}

/** The folder above a chart that holds a `.git`; the chart itself where there is none. */
function repositoryOf(root: string): string {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (folder === dirname(folder)) return root
  }
}

/** A link to nothing fails the chart, also one that `.helmignore` names (internal/sympath/walk.go). */
function danglingLink(path: string) {
  const missing = firstMissing(resolve(path))
  return loadFailure(
    `error evaluating symlink ${resolve(path)}: lstat ${missing}: no such file or directory`,
    {
      code: 'chart-link',
      found: 'a symbolic link to something that is not there',
      help: `remove it: rm ${path}`,
    },
  )
}

/** The first part of a path that is not there, through its links. */
function firstMissing(link: string): string {
  const target = resolve(realpathSync(dirname(link)), readlinkSync(link))
  const parts = target.split('/').slice(1)
  for (let count = 1; count <= parts.length; count++) {
    const part = `/${parts.slice(0, count).join('/')}`
    const found = lstatSync(part, { throwIfNoEntry: false })
    if (found === undefined) return part
    if (found.isSymbolicLink() && statSync(part, { throwIfNoEntry: false }) === undefined)
      return firstMissing(part)
  }
  return target
}
