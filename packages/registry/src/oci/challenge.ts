/** What a registry demands before it answers: its `WWW-Authenticate` header. */
export interface Challenge {
  readonly scheme: 'basic' | 'bearer'
  /** Of Bearer: `realm`, `service`, `scope`. */
  readonly parameters: ReadonlyMap<string, string>
}

const parameter =
  /\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~0-9A-Za-z-]+))\s*(,|$)/y

/** Undefined for schemes that nobody here speaks (grammar: RFC 7235, section 2.1). */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'basic') return { scheme: 'basic', parameters: new Map() }
  if (scheme.toLowerCase() !== 'bearer') return undefined
  const parameters = new Map<string, string>()
  parameter.lastIndex = 0
  for (let match = parameter.exec(rest); match !== null; match = parameter.exec(rest)) {
    parameters.set(match[1] ?? '', (match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'))
    if (match[4] !== ',') break
  }
  return { scheme: 'bearer', parameters }
}
