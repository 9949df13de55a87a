import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import { asThrown } from './thrown-on-load.ts'

/**
 * Bundles a TypeScript file with its own imports and loads it; gives its default export. `seaworthy/…` stays outside the
 * bundle, so that the chart and the command share one copy of every class.
 * @throws DiagnosticError with each error of the bundler at its place
 */
export async function loadModule(file: string): Promise<unknown> {
  const outfile = cacheFile(file)
  mkdirSync(dirname(outfile), { recursive: true })
  await bundleTo(outfile, file)
  try {
    const module = (await import(pathToFileURL(outfile).href)) as { default?: unknown }
    return module.default
  } catch (error) {
    // What the chart's own words refuse is said already.
    throw error instanceof DiagnosticError ? error : asThrown(error, outfile, file)
  } finally {
    rmSync(outfile, { force: true })
  }
}

async function bundleTo(outfile: string, file: string): Promise<void> {
  const { build } = await import('esbuild')
  try {
    await build({
      entryPoints: [file],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
      plugins: [
        {
          name: 'seaworthy',
          setup(bundle) {
            bundle.onResolve({ filter: /^seaworthy\// }, ({ path }) => ({
              path: import.meta.resolve(path),
              external: true,
            }))
            // The bundle lies elsewhere; files beside the chart are found by the place that it was written in.
            bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => ({ loader: 'ts', contents: atItsPlace(path) }))
          },
        },
      ],
    })
  } catch (error) {
    throw asDiagnostics(error, file)
  }
}

function atItsPlace(path: string): string {
  const url = JSON.stringify(pathToFileURL(path).href)
  return readFileSync(path, 'utf8').replaceAll(/\bimport\.meta\.url\b/g, () => url)
}

/** In the nearest `node_modules`, else beside the file: named by its path, so that two charts never share one. */
function cacheFile(file: string): string {
  let folder = dirname(file)
  while (!existsSync(join(folder, 'node_modules')) && dirname(folder) !== folder) folder = dirname(folder)
  const root = existsSync(join(folder, 'node_modules')) ? join(folder, 'node_modules') : dirname(file)
  const name = createHash('sha256').update(file).digest('hex').slice(0, 16)
  return join(root, '.cache', 'seaworthy', `${name}-${process.pid}.mjs`)
}

interface BuildMessage {
  readonly text: string
  readonly location: { file: string; line: number; column: number; length: number } | null
}

function asDiagnostics(error: unknown, file: string): unknown {
  const messages = (error as { errors?: readonly BuildMessage[] }).errors
  if (messages === undefined || messages.length === 0) return error
  return new DiagnosticError(
    messages.map(({ text, location }): Diagnostic => {
      const base = { code: 'typescript-chart', severity: 'error' as const, message: text }
      if (location === null) return { ...base, where: { file, line: 1, column: 1 } }
      const { line, column, length } = location
      return {
        ...base,
        where: { file: location.file, line, column: column + 1, endColumn: column + 1 + length },
      }
    }),
  )
}
