/** A task is data, not a closure, so that a world full of pending tasks can be copied. */
export interface Task {
  /** Virtual milliseconds at which it runs. */
  readonly at: number
  /** Ties run in this order; drawn when the task was planned. */
  readonly order: number
  readonly actor: string
  readonly kind: string
  readonly key: string
}

/**
 * Pending tasks in one total order: time, then order of planning. A binary heap, because a run plans and takes
 * hundreds of thousands of tasks and both must stay logarithmic.
 */
export class EventLoop {
  private heap: Task[] = []
  private planned = 0
  private time: number

  constructor(startMs: number) {
    this.time = startMs
  }

  now(): number {
    return this.time
  }

  get pending(): number {
    return this.heap.length
  }

  /** Plans a task; a time in the past means now. */
  plan(at: number, actor: string, kind: string, key: string): void {
    this.push({ at: Math.max(at, this.time), order: this.planned++, actor, kind, key })
  }

  /** When the next task is due, or undefined when nothing is pending. */
  nextAt(): number | undefined {
    return this.heap[0]?.at
  }

  /** Takes the next task and moves the clock to it. */
  take(): Task | undefined {
    const first = this.heap[0]
    if (first === undefined) return undefined
    const last = this.heap.pop() as Task
    if (this.heap.length > 0) this.sink(last)
    this.time = first.at
    return first
  }

  /** Moves the clock forward over a time in which nothing is due. */
  advanceTo(at: number): void {
    const due = this.nextAt()
    if (due !== undefined && due < at) throw new RangeError(`a task is due at ${due}, before ${at}`)
    this.time = Math.max(this.time, at)
  }

  copy(): EventLoop {
    const twin = new EventLoop(this.time)
    twin.heap = this.heap.slice()
    twin.planned = this.planned
    return twin
  }

  private push(task: Task): void {
    const heap = this.heap
    let at = heap.length
    heap.push(task)
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent] as Task
      if (!isBefore(task, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = task
  }

  private sink(task: Task): void {
    const heap = this.heap
    const size = heap.length
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= size) break
      if (child + 1 < size && isBefore(heap[child + 1] as Task, heap[child] as Task)) child++
      const below = heap[child] as Task
      if (!isBefore(below, task)) break
      heap[at] = below
      at = child
    }
    heap[at] = task
  }
}

function isBefore(a: Task, b: Task): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
