import { failure } from '@seaworthy/diagnostics'
import { compilePathPattern } from '../chart/path-match.ts'
import type { HelmVersion } from '../version.ts'
import { splitManifests, trimSpace } from './split.ts'

export interface StreamPart {
  readonly source: string
  readonly text: string
}

function block({ source, text }: StreamPart): string {
  return `---\n# Source: ${source}\n${text}\n`
}

/** Documents one after another, each with its separator and source. */
export function printParts(parts: readonly StreamPart[]): string {
  return parts.map(block).join('')
}

/** What `helm template` prints: CRDs and manifests, trimmed as a whole, then the hooks as they are. */
export function printStream(manifests: string, hooks: readonly StreamPart[]): string {
  return `${trimSpace(manifests)}\n${printParts(hooks)}`
}

/** `--show-only`: the documents of the stream whose template a pattern names, pattern by pattern. */
export function showOnly(stream: string, patterns: readonly string[], version: HelmVersion): string {
  const documents = splitManifests(stream, version).map(({ text }) => ({
    text,
    name: /# Source: [^/\n]+\/(.+)/.exec(text)?.[1],
  }))
  return patterns
    .map((pattern) => {
      const matches = compilePathPattern(pattern) ?? (() => false)
      const shown = documents.filter(({ name }) => name !== undefined && matches(name))
      if (shown.length === 0) {
        throw failure({
          code: 'template-not-in-chart',
          message: `could not find template ${pattern} in chart`,
          found: pattern,
          expected:
            'the path of a template that renders something, from the chart folder: templates/service.yaml',
        })
      }
      return shown.map(({ text }) => `---\n${text}\n`).join('')
    })
    .join('')
}
