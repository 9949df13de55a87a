/** Lines around a change that are shown with it. */
const CONTEXT = 1

/** Two texts line by line: `- ` gone, `+ ` new, and two blanks before lines of both beside a change; `…` for what is left out. */
export function lineDiff(before: string, after: string): string[] {
  const [old, now] = [before.replace(/\n$/, '').split('\n'), after.replace(/\n$/, '').split('\n')]
  const all = merged(old, now)
  const isNear = all.map((_line, index) =>
    all.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => !line.startsWith('  ')),
  )
  const shown: string[] = []
  for (const [index, line] of all.entries()) {
    if (isNear[index] === true) shown.push(line)
    else if (shown.at(-1) !== '  …') shown.push('  …')
  }
  return shown
}

/** Equal heads and tails are kept; what lies between is compared line by line where it is not too long. */
function merged(old: readonly string[], now: readonly string[]): string[] {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail++
  const [from, to] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)]
  const middle =
    from.length * to.length > 1_000_000
      ? [...from.map((line) => `- ${line}`), ...to.map((line) => `+ ${line}`)]
      : compared(from, to)
  const same = (line: string) => `  ${line}`
  return [...old.slice(0, head).map(same), ...middle, ...old.slice(old.length - tail).map(same)]
}

/** By a longest common subsequence. */
function compared(from: readonly string[], to: readonly string[]): string[] {
  const width = to.length + 1
  const lengths = new Uint32Array((from.length + 1) * width)
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0
  for (let row = from.length - 1; row >= 0; row--) {
    for (let column = to.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        from[row] === to[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const lines: string[] = []
  let [row, column] = [0, 0]
  while (row < from.length || column < to.length) {
    if (row < from.length && column < to.length && from[row] === to[column]) {
      lines.push(`  ${from[row++]}`)
      column++
    } else if (column >= to.length || (row < from.length && at(row + 1, column) >= at(row, column + 1))) {
      lines.push(`- ${from[row++]}`)
    } else lines.push(`+ ${to[column++]}`)
  }
  return lines
}
