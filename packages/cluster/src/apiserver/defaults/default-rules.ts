import type { Json } from '@seaworthy/kube'

/** What an absent field becomes, as data, with code where a value depends on others. */
export interface DefaultRules {
  /** Values of absent fields. */
  readonly set?: Readonly<Record<string, Json>>
  /** Rules of fields that are there (or were just set); of a list, the rules of each item. */
  readonly fields?: Readonly<Record<string, DefaultRules>>
  /** Fields that are made when absent, so that their own rules apply. */
  readonly make?: readonly string[]
  /** What depends on other fields: absent fields and their values. Runs before `set`. */
  readonly derive?: (value: Json) => Readonly<Record<string, Json>> | undefined
}

/** The value with its defaults. What needs none is the very same object again. */
export function applyDefaults(value: Json, rules: DefaultRules): Json {
  if (Array.isArray(value)) return applyToItems(value, rules)
  if (typeof value !== 'object' || value === null) return value
  let next = value
  const put = (name: string, given: Json) => {
    if (next === value) next = { ...value }
    next[name] = given
  }
  const derived = rules.derive?.(value)
  for (const name in derived)
    if (isAbsent(next[name]) && derived[name] !== undefined) put(name, derived[name])
  for (const name in rules.set) if (isAbsent(next[name])) put(name, rules.set[name])
  for (const name of rules.make ?? []) if (isAbsent(next[name])) put(name, {})
  for (const name in rules.fields) {
    const before = next[name]
    if (isAbsent(before)) continue
    const after = applyDefaults(before, rules.fields[name] as DefaultRules)
    if (after !== before) put(name, after)
  }
  return next
}

function applyToItems(items: readonly Json[], rules: DefaultRules): Json {
  let next: Json[] | undefined
  for (let at = 0; at < items.length; at++) {
    const after = applyDefaults(items[at], rules)
    if (after === items[at]) continue
    next ??= items.slice()
    next[at] = after
  }
  return next ?? items
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}
