import { readFileSync } from 'node:fs'
import { valuesMarkdown } from 'seaworthy/sdk'
import { values } from './values.ts'

/** The README of the chart: what is written by hand, and the table of all values. */
export const readme = `${readFileSync(new URL('guide.md', import.meta.url), 'utf8').trimEnd()}\n\n## Values\n\n${valuesMarkdown(values)}`
