// An esbuild plugin: what a package's index hands on is taken from the file that has it. Through the index, every file of the
// package would seem to be needed by whoever needs one of them.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

export const directImports = {
  name: 'direct-imports',
  setup(build) {
    build.onLoad({ filter: /packages\/[^/]+\/src\/.*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8')
        .replace(/^import \{([^}]*)\} from '(@seaworthy\/[a-z]+)'/gm, direct)
        .replace(/(const \{ (\w+) \} = await import\()'(@seaworthy\/[a-z]+)'/g, directLater),
    }))
  },
}

/** As many lines as before, for source maps. */
function direct(statement, names, from) {
  const origins = originsIn(from)
  const byFile = new Map()
  for (const name of names.split(',').map((each) => each.trim())) {
    if (name === '' || name.startsWith('type ')) continue
    const file = origins.get(name.split(' as ')[0])
    if (file === undefined) return statement
    byFile.set(file, [...(byFile.get(file) ?? []), name])
  }
  const imports = [...byFile].map(
    ([file, each]) => `import { ${each.join(', ')} } from ${JSON.stringify(file)}`,
  )
  return imports.join(';') + '\n'.repeat(statement.split('\n').length - 1)
}

/** `const { name } = await import(…)` */
function directLater(statement, before, name, from) {
  const file = originsIn(from).get(name)
  return file === undefined ? statement : before + JSON.stringify(file)
}

const known = new Map()

/** The file of each name that an index exports from another. */
function originsIn(packageName) {
  const before = known.get(packageName)
  if (before !== undefined) return before
  const index = require.resolve(packageName)
  const origins = new Map()
  for (const [, names, from] of readFileSync(index, 'utf8').matchAll(
    /^export \{([^}]*)\} from '([^']+)'/gm,
  )) {
    const file = join(dirname(index), from)
    if (!existsSync(file)) continue
    for (const name of names.split(',').map((each) => each.trim()))
      if (/^\w+$/.test(name)) origins.set(name, file)
  }
  known.set(packageName, origins)
  return origins
}
