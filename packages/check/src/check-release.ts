import { readPath, type RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'
import { allChecks } from './checks/all-checks.ts'
import type { CheckResult, Finding, Unjudged } from './finding.ts'
import { ReleaseGraph } from './graph/release-graph.ts'

/**
 * Runs every check over a rendered release. The same release gives the same result, in the same order. `provided` are objects
 * that are known to be in the namespace before: references to them are answered.
 */
export function checkRelease(release: RenderedRelease, provided: readonly KubeObject[] = []): CheckResult {
  const graph = new ReleaseGraph(release, provided)
  const said = allChecks.flatMap((check) => [...check.run(graph)])
  const open = said.filter((each) => !isFinding(each)).toSorted((a, b) => compare(key(a), key(b)))
  return {
    findings: said
      .filter(isFinding)
      .map((each) => withOrigins(each, release))
      .toSorted((a, b) => compare(findingKey(a), findingKey(b))),
    unjudged: [...new Map(open.map((each) => [key(each), each])).values()],
    checks: allChecks.map(({ code }) => code),
  }
}

/**
 * Adds to a finding where each of its values was set last, when the release was rendered with that knowledge. Of a flag only
 * its name is told: what follows it may be a password.
 */
function withOrigins(finding: Finding, release: RenderedRelease): Finding {
  const setBy: Record<string, string> = {}
  for (const path of finding.values) {
    const origin = release.valueOrigin?.(readPath(path))
    if (origin !== undefined) setBy[path] = placeOf(origin)
  }
  return Object.keys(setBy).length === 0 ? finding : { ...finding, setBy }
}

function placeOf({ layer, where }: { layer: string; where?: { file: string; line: number } }): string {
  return where === undefined ? (layer.split(' ')[0] ?? layer) : `${where.file}:${where.line}`
}

function isFinding(said: Finding | Unjudged): said is Finding {
  return 'severity' in said
}

/** `error` sorts before `warning`. */
function findingKey({ severity, object, path, code }: Finding): string {
  return [severity, object, path.join('.'), code].join('\n')
}

function key({ code, object, message }: Unjudged): string {
  return [code, object, message].join('\n')
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
