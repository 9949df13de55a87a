/** What a render takes in milliseconds: wall time, and user and system time of the process. */
export interface Cost {
  readonly wall: number
  readonly cpu: number
}

/** Medians of renders without and with tracing, in turn, after enough others that V8 has optimised both. */
export function tracingCost(render: (trace: boolean) => void): { readonly off: Cost; readonly on: Cost } {
  const once = (trace: boolean): Cost => {
    const before = process.cpuUsage()
    const start = performance.now()
    render(trace)
    const wall = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    return { wall, cpu: (user + system) / 1000 }
  }
  const first = once(true).wall
  const runs = Math.max(9, Math.min(101, Math.round(1000 / first)))
  const off: Cost[] = []
  const on: Cost[] = []
  for (let run = -runs; run < runs; run++) {
    const costs = [once(false), once(true)] as const
    if (run < 0) continue
    off.push(costs[0])
    on.push(costs[1])
  }
  return { off: medians(off), on: medians(on) }
}

function medians(costs: readonly Cost[]): Cost {
  const median = (numbers: readonly number[]) =>
    numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
  return { wall: median(costs.map(({ wall }) => wall)), cpu: median(costs.map(({ cpu }) => cpu)) }
}
