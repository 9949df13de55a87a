import type { ContainerSpec } from '../pod.ts'
import type { Need } from './behaviour.ts'

/** Ports of the protocols whose tools leave them out. */
const defaultPorts = { pg_isready: 5432, 'redis-cli': 6379, mysqladmin: 3306, http: 80, https: 443 } as const

type Form = readonly [pattern: RegExp, port: keyof typeof defaultPorts | undefined]

const HOST = '([A-Za-z0-9][A-Za-z0-9.-]*)'

/** How shell commands name what they wait for: host, then port. What comes out of a variable is not seen. */
const forms: readonly Form[] = [
  [new RegExp(`\\bnc\\s+(?:-\\S+\\s+(?:[0-9]+\\s+)?)*${HOST}\\s+([0-9]+)`, 'g'), undefined],
  [new RegExp(`\\bwait-for(?:-it)?(?:\\.sh)?\\s+(?:-\\S+\\s+)*${HOST}:([0-9]+)`, 'g'), undefined],
  [new RegExp(`/dev/tcp/${HOST}/([0-9]+)`, 'g'), undefined],
  [
    new RegExp(
      `\\bpg_isready\\b[^;&|]*?(?:-h|--host)[= ]?${HOST}(?:[^;&|]*?(?:-p|--port)[= ]?([0-9]+))?`,
      'g',
    ),
    'pg_isready',
  ],
  [new RegExp(`\\bredis-cli\\b[^;&|]*?-h\\s*${HOST}(?:[^;&|]*?-p\\s*([0-9]+))?`, 'g'), 'redis-cli'],
  [
    new RegExp(
      `\\bmysqladmin\\b[^;&|]*?(?:-h|--host)[= ]?${HOST}(?:[^;&|]*?(?:-P|--port)[= ]?([0-9]+))?`,
      'g',
    ),
    'mysqladmin',
  ],
  [new RegExp(`\\b(?:curl|wget)\\b[^;&|]*?\\bhttp://${HOST}(?::([0-9]+))?`, 'g'), 'http'],
  [new RegExp(`\\b(?:curl|wget)\\b[^;&|]*?\\bhttps://${HOST}(?::([0-9]+))?`, 'g'), 'https'],
]

/**
 * What an init container waits for in a loop that can be read: `until nc -z db 5432; do sleep 1; done`. Only commands
 * that repeat until something answers are looked at; others may well go on without it.
 */
export function visibleNeeds(container: ContainerSpec): readonly Need[] {
  const text = [...(container.command ?? []), ...(container.args ?? [])].join(' ')
  if (!/\b(until|while)\b|\bwait-for\b|\bwait-for-it\b/.test(text)) return []
  const found: Need[] = []
  for (const [pattern, standard] of forms) {
    for (const [, host = '', written] of text.matchAll(pattern)) {
      const port = written === undefined ? standard && defaultPorts[standard] : Number(written)
      if (port === undefined || host === 'localhost') continue
      if (found.some((need) => need.host === host && need.port === port)) continue
      found.push({ host, port, for: 'start', onMissing: 'wait' })
    }
  }
  return found
}
