// A table: what the functions of templates cost. One unit of work is about three nanoseconds of one core.

/** What one call is charged, in units of work. */
export interface FunctionCost {
  /** The call itself. */
  readonly call: number
  /** Each character of the texts that it takes and of the text that it answers. */
  readonly character: number
  /** Each part of the values that it takes, counted as trees; 0 for functions that walk through none. */
  readonly part: number
  /** Each item of the lists and maps that it takes, looked at from above; 0 for those that look at few of them. */
  readonly taken: number
  /** Each item of the list that it answers. */
  readonly answered: number
  /** Every part is held against every other. */
  readonly isPairwise: boolean
  /** Every part is held against each of the other arguments. */
  readonly isCrossed: boolean
}

const usual: FunctionCost = {
  call: 100,
  character: 1,
  part: 0,
  taken: 0,
  answered: 8,
  isPairwise: false,
  isCrossed: false,
}

/** Names of functions with what is not usual of them; each has been measured, and rounded up. */
const table: readonly (readonly [names: string, cost: Partial<FunctionCost>])[] = [
  ['print println', { part: 100 }],
  ['printf', { call: 1000, character: 10, part: 150 }],
  ['html', { character: 10, part: 100 }],
  ['js', { character: 5, part: 100 }],
  ['urlquery', { character: 25, part: 100 }],
  ['eq ne', { part: 10 }],
  ['quote squote cat', { part: 150 }],
  ['toString toStrings join urlJoin', { part: 60 }],
  ['toDecimal', { part: 1 }],
  ['toYaml mustToYaml toYamlPretty', { call: 2000, part: 500 }],
  ['toJson mustToJson toPrettyJson mustToPrettyJson toRawJson mustToRawJson', { call: 500, part: 200 }],
  ['toToml mustToToml', { call: 2000, part: 700 }],
  ['fromYaml fromYamlArray', { call: 500, character: 100 }],
  ['fromJson mustFromJson fromJsonArray', { call: 500, character: 60 }],
  ['fromToml', { call: 500, character: 60 }],
  ['deepCopy mustDeepCopy', { part: 80 }],
  ['merge mustMerge mergeOverwrite mustMergeOverwrite', { call: 500, part: 120 }],
  ['deepEqual', { part: 200 }],
  ['has mustHas without mustWithout', { part: 150, isCrossed: true }],
  ['uniq mustUniq', { part: 4, isPairwise: true }],
  ['sortAlpha', { part: 80 }],
  ['keys values pick omit pluck', { taken: 50 }],
  ['initial mustInitial rest mustRest reverse mustReverse', { taken: 4 }],
  ['compact mustCompact chunk mustChunk', { taken: 20, answered: 30 }],
  ['until untilStep seq', { answered: 30 }],
  ['shuffle', { character: 10 }],
  ['randBytes randAlpha randAlphaNum randNumeric randAscii', { call: 500, character: 25 }],
  ['uuidv4', { call: 1000 }],
  ['now ago', { call: 20_000 }],
  ['date dateInZone htmlDate htmlDateInZone', { call: 20_000, character: 25 }],
  ['toDate mustToDate dateModify mustDateModify date_in_zone date_modify', { call: 20_000, character: 25 }],
  ['duration durationRound', { call: 500, character: 10 }],
  ['sha1sum sha256sum sha512sum', { call: 500 }],
  ['adler32sum', { character: 4 }],
  ['b64enc', { call: 300 }],
  ['b64dec', { call: 300, character: 8 }],
  ['b32enc b32dec', { call: 300, character: 100 }],
  ['split', { character: 40 }],
  ['splitList splitn', { character: 4 }],
  ['nospace trimAll', { character: 15 }],
  ['title untitle initials', { character: 25 }],
  ['swapcase camelcase', { character: 60 }],
  ['snakecase kebabcase', { character: 150 }],
  ['wrap wrapWith', { character: 8 }],
  ['semver semverCompare', { call: 2000, character: 30 }],
  ['urlParse', { call: 500, character: 10 }],
  ['addf add1f subf mulf divf maxf minf', { call: 1000 }],
  ['include', { call: 400 }],
  ['tpl', { call: 500, character: 1 }],
  ['genPrivateKey', { call: 70_000_000 }],
  ['genCA genSelfSignedCert genSignedCert', { call: 10_000_000, part: 300 }],
  ['genCAWithKey genSelfSignedCertWithKey genSignedCertWithKey', { call: 5_000_000, part: 300 }],
  ['buildCustomCert', { call: 10_000, character: 10 }],
  ['bcrypt htpasswd', { call: 20_000_000 }],
  ['derivePassword', { call: 30_000_000 }],
  ['encryptAES decryptAES', { call: 5000, character: 10 }],
]

const costs: ReadonlyMap<string, FunctionCost> = new Map(
  table.flatMap(([names, cost]) => names.split(' ').map((name) => [name, { ...usual, ...cost }] as const)),
)

export function costOf(name: string): FunctionCost {
  return costs.get(name) ?? usual
}

/** Keys of these kinds take no time worth counting. */
export function isQuickKey(kind: unknown): boolean {
  return kind === 'ecdsa' || kind === 'ed25519'
}

/**
 * Of a regular expression: states of its automaton, more or less. Repetitions with numbers repeat what may stand before them.
 */
export function patternSize(pattern: string): number {
  let repeated = 1
  for (const [, least = '', most = ''] of pattern.matchAll(/\{(\d{1,4})(?:,(\d{0,4}))?\}/g))
    repeated += Math.max(Number(least), Number(most))
  return pattern.length * repeated
}
