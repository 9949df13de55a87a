import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import type { ExitStatus } from '../exit.ts'
import type { Io } from '../io.ts'
import { writeChart } from '@seaworthy/sdk'
import { loadTypedChart } from '../subject/chart-source.ts'

export function addBuild(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  program
    .command('build')
    .description(
      'Compiles the chart.ts of a folder to a Helm chart that needs nothing of Seaworthy to install.',
    )
    .argument('<folder>', 'folder with a chart.ts')
    .option('-d, --destination <folder>', 'where to write it; default dist/charts/NAME')
    .action(async (folder: string, { destination }: { destination?: string }) => {
      const file = join(resolve(io.cwd, folder), 'chart.ts')
      if (!existsSync(file)) throw noTypedChart(folder)
      const chart = await loadTypedChart(file)
      const target = resolve(io.cwd, destination ?? join('dist', 'charts', chart.options.name))
      const files = chart.compile()
      await writeChart(files, target)
      io.out(
        `${chart.options.name} ${chart.options.version}: ${files.size} files in ${relative(io.cwd, target) || '.'}\n`,
      )
      end(0)
    })
}

function noTypedChart(folder: string) {
  return failure({
    code: 'chart-not-found',
    message: `there is no typed chart in ${folder}`,
    found: 'no chart.ts',
    expected: 'a folder with a chart.ts that exports a chart as default',
    help: 'a Helm chart needs no build: seaworthy check, trial and template take it as it is',
  })
}
