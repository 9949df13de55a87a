import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../architecture/source-file.ts'
import { vectorTables } from './vector.ts'

/** The names that the actions of a template call: words that are no field, variable, key word or text. */
export function namesCalled(template: string): string[] {
  const actions = [...template.matchAll(/\{\{-?\s*(?!\/\*)([\s\S]*?)\}\}/g)].map(([, inside]) => inside ?? '')
  return actions.flatMap((inside) => {
    const bare = inside.replace(/"(?:\\.|[^"\\])*"|`[^`]*`|'(?:\\.|[^'\\])*'/g, ' "" ')
    return bare.match(/(?<![.$\w])[A-Za-z_]\w*/g) ?? []
  })
}

/** Every template of the fixtures of gotemplate and helm: charts, small charts, and the tables of cases. */
export function* fixtureTemplates(): Generator<string> {
  for (const vectors of vectorTables().values()) for (const { template } of vectors) yield template
  for (const name of readdirSync(join(root, 'packages/gotemplate/testdata/sprig'))) {
    const cases = readJson(`packages/gotemplate/testdata/sprig/${name}`) as { template: string }[]
    for (const { template } of cases) yield template
  }
  const go = readJson('packages/gotemplate/testdata/go-answers.json') as { cases: { template: string }[] }
  for (const { template } of go.cases) yield template
  for (const path of filesBelow(join(root, 'packages/helm/testdata'))) {
    if (path.endsWith('.txtar') || path.includes('/templates/')) yield readFileSync(path, 'utf8')
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

function filesBelow(folder: string): string[] {
  const paths = readdirSync(folder).map((name) => join(folder, name))
  return paths.flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]))
}
