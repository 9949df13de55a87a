import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The paths of everything in charts/ of a chart, by name; none for an archive, and where there is no such folder. */
export function pathsInCharts(chart: string): string[] {
  const charts = join(chart, 'charts')
  try {
    return readdirSync(charts)
      .sort()
      .map((name) => join(charts, name))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}
