/** What is made when it is first asked for: most who render only print. */
export function onDemand<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** An object whose fields are made when they are first read. */
export function withFields<T extends object>(makers: { readonly [Key in keyof T]: () => T[Key] }): T {
  const fields = {} as T
  for (const [name, make] of Object.entries(makers) as [string, () => unknown][])
    Object.defineProperty(fields, name, { get: onDemand(make), enumerable: true, configurable: true })
  return fields
}
