import { normalize, relative, resolve } from 'node:path'

/** A path as Helm prints it: cleaned, and relative to where the command was typed. */
export function pathFrom(cwd: string, path: string): string {
  if (cwd === process.cwd()) return normalize(path).replace(/(?<=.)\/$/, '')
  return relative(process.cwd(), resolve(cwd, path)) || '.'
}
