// The values that the chart declares, read from its schema, for tests.
import { compiled } from './render.fixture.ts'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
}

export const schema = JSON.parse(compiled.get('values.schema.json') ?? '{}') as Schema

/** Every path that has a value of its own: `web.pdb.enabled`. */
export function valueLeaves(): readonly string[] {
  return leavesOf('', schema).filter((path) => path !== 'global')
}

function leavesOf(path: string, { properties }: Schema): readonly string[] {
  if (properties === undefined) return [path]
  return Object.entries(properties).flatMap(([name, each]) =>
    leavesOf(path === '' ? name : `${path}.${name}`, each),
  )
}
