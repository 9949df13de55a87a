import { createHash } from 'node:crypto'
import { failure } from '@seaworthy/diagnostics'
import { parseYamlValue, toObject } from '@seaworthy/yaml'
import { callOf, type FunctionRule } from '../expr/call.ts'
import { type Arg, type Expr, nodeOf } from '../expr/expr.ts'

const string = { type: 'string' } as const

const toJsonRule: FunctionRule = { name: 'toJson', evaluate: goJson }

/** As JSON in one line, keys sorted, `<`, `>` and `&` escaped, as Go writes it. */
export function toJson(subject: Expr<unknown>): Expr<string> {
  return callOf(toJsonRule, string, subject)
}

/** JSON as Go's `encoding/json` writes maps: keys in byte order, HTML characters escaped. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'object' && value !== null) return `{${entriesOf(value).join(',')}}`
  const text = JSON.stringify(value ?? null)
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function entriesOf(map: object): readonly string[] {
  const entries = Object.entries(map).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return entries.map(([key, value]) => `${goJson(key)}:${goJson(value)}`)
}

const parseYamlRule: FunctionRule = {
  name: 'fromYaml',
  piped: true,
  evaluate: (text: string) => toObject(parseYamlValue(text)) ?? {},
}

/** The map that a text of YAML holds: `spec: parseYaml(fileText('files/rules.yaml'))`. */
export function parseYaml<T extends object>(text: Arg<string>): Expr<T> {
  return callOf(parseYamlRule, { type: 'data' }, text)
}

const sha256Rule: FunctionRule = {
  name: 'sha256sum',
  piped: true,
  evaluate: (subject: string) => createHash('sha256').update(subject).digest('hex'),
}

/** The SHA-256 of a text, in hexadecimal: `sha256(toJson(values.secrets))` as a pod annotation rolls the pods. */
export function sha256(subject: Arg<string>): Expr<string> {
  return callOf(sha256Rule, string, subject)
}

const requiredRule: FunctionRule = {
  name: 'required',
  evaluate: (message: string, subject: unknown) => {
    if (subject !== null && subject !== '') return subject
    throw failure({ code: 'chart-refused', message })
  },
}

/** The subject, or the end of the rendering with `message` when it is null or `''`. `validate` of a chart tells more at once. */
export function required<T>(message: string, subject: Expr<T | null>): Expr<T> {
  return callOf(requiredRule, nodeOf(subject).result, message, subject)
}

const lookupRule: FunctionRule = { name: 'lookup', evaluate: () => ({}) }

/**
 * An object of the cluster, or an empty map: always empty where Helm has no cluster (`helm template`), so a chart that
 * leans on it renders otherwise in GitOps tools.
 */
export function lookup(
  apiVersion: string,
  kind: string,
  namespace: Arg<string>,
  name: Arg<string>,
): Expr<Readonly<Record<string, unknown>>> {
  return callOf(lookupRule, { type: 'data' }, apiVersion, kind, namespace, name)
}
