export interface ChartCase {
  readonly name: string
  readonly command: string
  readonly files: Readonly<Record<string, string>>
}

/** The cases of a cases.txt; `files` are texts by path. */
export function readChartCases(text: string): readonly ChartCase[]

/** Writes the files of a case into a folder. */
export function writeCase(folder: string, each: ChartCase): void

/** Carries out the `pack FOLDER [into FOLDER]` in front of a command; returns the words of the command itself. */
export function packFirst(folder: string, each: ChartCase): string[]
