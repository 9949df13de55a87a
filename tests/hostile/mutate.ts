import type { Random } from '@seaworthy/sim'

/** Words that mean something somewhere in a chart, put where nobody expects them. */
const words: readonly string[] = [
  '{{',
  '}}',
  '{{-',
  '-}}',
  '{{ end }}',
  '{{ range $i, $x := . }}',
  '{{ with . }}',
  '{{ define "a" }}',
  '{{ template "a" . }}',
  '{{ include "a" . }}',
  '{{ tpl . $ }}',
  '{{ . | toYaml }}',
  '{{ . | fromYaml }}',
  '{{ range 1000000000 }}',
  '{{ else with',
  'break',
  'continue',
  '$',
  '.',
  '(',
  ')',
  '|',
  ':=',
  '=',
  ',',
  '"',
  '`',
  "'",
  '\\',
  '{{/*',
  '*/}}',
  'nil',
  'true',
  '-1',
  '0x1p-2',
  '1e999',
  '99999999999999999999',
  '-9223372036854775808',
  '0777',
  '.5',
  'NaN',
  '.inf',
  '~',
  'null',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '&a',
  '*a',
  '<<: *a',
  '&a [*a]',
  '!!binary',
  '!!map',
  '!x',
  '%YAML 1.1',
  '---',
  '...',
  '- ',
  '? ',
  ': ',
  '|2',
  '>-',
  '#',
  '\t',
  '\r\n',
  '\u0000',
  '\u2028',
  '\ufeff',
  '\ud83d',
  '[',
  ']',
  '{',
  '}',
  '[[[[[[[[',
  '{{{{{{{{',
  'printf "%1000000000d" 1',
  'printf "%[99]*d"',
  'repeat 1000000000 "x"',
  'until 1000000000',
  'untilStep 0 1 0',
  'seq 1 1000000000',
  'randBytes 1000000000',
  'indent 1000000000',
  'regexMatch "(a+)+$"',
  'regexReplaceAll "(((a{1000}){1000}){1000})"',
  'mergeOverwrite . .',
  'set . "a" .',
  'deepCopy .',
  'toJson',
  'mustToDate',
  'genPrivateKey "x"',
  'semverCompare ">=x"',
  'dig "a" "b"',
  'index .',
  'slice .',
  'call .',
  'html',
  'js',
  'len',
  'lookup "v1" "Pod" "" ""',
  '"$ref": "#"',
  '"$ref": "file:///etc/passwd"',
  '"pattern": "(a+)+$"',
  '"allOf": [{}]',
  '"type": "object"',
  '"minimum": 1e400',
  'apiVersion: v3',
  'type: library',
  'version: ',
  'alias: ../..',
  'condition: a.b,c',
  'import-values: [{child: a, parent: b}]',
  'helm.sh/hook: test',
  'kind: List',
  '../../../etc/passwd',
  '/etc/passwd',
]

const bytesOf = new TextEncoder()

/** A text or archive with one to three faults in it: bits, bytes, ranges, words, lines and pieces of other texts. */
export function mutate(random: Random, original: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  let bytes = original
  for (let times = 1 + random.below(3); times > 0; times--)
    bytes = random.pick(mutations)(random, bytes, others)
  return bytes
}

type Mutation = (random: Random, bytes: Uint8Array, others: readonly Uint8Array[]) => Uint8Array

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  (random, bytes) => replaced(bytes, ...range(random, bytes, 40), empty),
  (random, bytes) => bytes.subarray(0, random.below(bytes.length + 1)),
  insertWord,
  insertWord,
  insertWord,
  replaceWord,
  replaceWord,
  swapTokens,
  swapTokens,
  splice,
  repeatRange,
]

const empty = new Uint8Array()

function flipBit(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  const at = random.below(copy.length)
  copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8))
  return copy
}

function setByte(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  copy[random.below(copy.length)] = random.below(256)
  return copy
}

function insertWord(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length + 1)
  return replaced(bytes, at, at, bytesOf.encode(random.pick(words)))
}

function replaceWord(random: Random, bytes: Uint8Array): Uint8Array {
  const token = pickToken(random, bytes)
  return replaced(bytes, ...token, bytesOf.encode(random.pick(words)))
}

function swapTokens(random: Random, bytes: Uint8Array): Uint8Array {
  const [a, b] = [pickToken(random, bytes), pickToken(random, bytes)].sort((x, y) => x[0] - y[0]) as [
    Range,
    Range,
  ]
  if (a[1] > b[0]) return bytes
  const second = replaced(bytes, ...b, bytes.subarray(...a))
  return replaced(second, ...a, bytes.subarray(...b))
}

function splice(random: Random, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  const other = random.pick(others)
  const at = random.below(bytes.length + 1)
  return replaced(bytes, at, at, other.subarray(...range(random, other, 400)))
}

/** A short range many times, or a long one twice. */
function repeatRange(random: Random, bytes: Uint8Array): Uint8Array {
  const [from, to] = range(random, bytes, 60)
  const times = random.pick([1, 2, 10, 1000])
  return replaced(
    bytes,
    to,
    to,
    new Uint8Array(Buffer.concat(Array.from({ length: times }, () => bytes.subarray(from, to)))),
  )
}

type Range = [from: number, to: number]

function range(random: Random, bytes: Uint8Array, longest: number): Range {
  const from = random.below(bytes.length + 1)
  return [from, Math.min(bytes.length, from + random.below(longest))]
}

/** A word of letters or digits, or a run of anything else but blanks. */
function pickToken(random: Random, bytes: Uint8Array): Range {
  const isWord = (byte: number) => byte > 127 || /[\w.$]/.test(String.fromCharCode(byte))
  const from = random.below(bytes.length)
  const kind = isWord(bytes[from] ?? 0)
  let to = from
  while (to < bytes.length && isWord(bytes[to] ?? 0) === kind && to - from < 60) to++
  return [from, to]
}

function replaced(bytes: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]))
}
