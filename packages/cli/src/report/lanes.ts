import type { Lane, LaneState, Timeline } from '@seaworthy/trial'
import { duration } from './duration.ts'
import { fit, type Paint, type Style } from './style.ts'

const marks: Readonly<Record<LaneState, readonly [mark: string, style: Style]>> = {
  starting: ['░', 'dim'],
  running: ['▒', 'yellow'],
  ready: ['█', 'green'],
  stopping: ['▚', 'dim'],
  succeeded: ['✓', 'green'],
  failed: ['✗', 'red'],
  active: ['▒', 'cyan'],
  complete: ['✓', 'green'],
}

const NAME = 36

/**
 * The life of each pod and Job as a bar over virtual time, one line each, old ones before new ones of the same workload.
 * The scale ends shortly after the last change, because nothing is to be seen behind it.
 */
export function drawLanes(timeline: Timeline, width: number, paint: Paint): string[] {
  const columns = Math.max(20, width - NAME - 4)
  const end = Math.max(1_000, lastChange(timeline) * 1.05)
  const scale = (ms: number) => Math.min(columns, Math.round((ms / end) * columns))
  const bars = sorted(timeline.lanes).map(
    (lane) => `  ${fit(label(lane), NAME)}  ${bar(lane, scale, columns, paint)}`,
  )
  return [...bars, `  ${' '.repeat(NAME)}  ${axis(end, columns)}`, `  ${legend(paint)}`]
}

/** The end of a pod's name tells it from its siblings; the workload before it says the rest. */
function label(lane: Lane): string {
  if (lane.subject.startsWith('Job/')) return `${fit(lane.workload, 16)} job`
  const tail = lane.subject.split('-').at(-1) ?? lane.subject
  return `${fit(lane.workload, 16)} ${lane.generation}  ${tail}${lane.node === undefined ? '' : ` on ${lane.node}`}`
}

function bar(lane: Lane, scale: (ms: number) => number, columns: number, paint: Paint): string {
  const cells: string[] = new Array<string>(columns).fill(' ')
  for (const { state, fromMs, toMs } of lane.spans) {
    const [mark, style] = marks[state]
    const from = Math.min(columns - 1, scale(fromMs))
    const to = Math.max(from + 1, scale(toMs))
    for (let at = from; at < Math.min(columns, isOver(state) ? from + 1 : to); at++)
      cells[at] = paint(style, mark)
  }
  return cells.join('').trimEnd()
}

function axis(end: number, columns: number): string {
  const step = Math.floor(columns / 4)
  let line = ''
  for (let at = 0; at + 8 <= columns; at += step) line = `${line.padEnd(at)}${duration((at / columns) * end)}`
  return line
}

function legend(paint: Paint): string {
  const shown: readonly [LaneState, string][] = [
    ['starting', 'starting'],
    ['running', 'running, not ready'],
    ['ready', 'ready'],
    ['stopping', 'stopping'],
    ['complete', 'completed'],
    ['failed', 'failed'],
  ]
  return shown
    .map(([state, text]) => `${paint(marks[state][1], marks[state][0])} ${paint('dim', text)}`)
    .join('   ')
}

function lastChange({ lanes }: Timeline): number {
  return Math.max(0, ...lanes.flatMap(({ spans }) => spans.slice(1).map(({ fromMs }) => fromMs)))
}

/** Jobs and their pods first, because they come first; pods that were over before the operation began are left out. */
function sorted(lanes: readonly Lane[]): Lane[] {
  const started = (lane: Lane) => lane.spans[0]?.fromMs ?? 0
  const isJob = (lane: Lane) => lane.subject.startsWith('Job/')
  const withJob = new Set(lanes.filter(isJob).map(({ workload }) => workload))
  const rank = ({ workload }: Lane) => (withJob.has(workload) ? 0 : 1)
  const alive = lanes.filter(({ spans, generation }) => generation === 'new' || !isOver(spans[0]?.state))
  return alive.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      a.workload.localeCompare(b.workload, 'en') ||
      Number(isJob(b)) - Number(isJob(a)) ||
      Number(a.generation === 'new') - Number(b.generation === 'new') ||
      started(a) - started(b),
  )
}

function isOver(state: LaneState | undefined): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'complete'
}
