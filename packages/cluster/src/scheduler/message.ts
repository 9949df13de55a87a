import type { Refusal } from './node-view.ts'

/** Why no node takes a pod, in upstream's words (`FitError.Error`, pkg/scheduler/framework/types.go): counted and sorted. */
export function unschedulableMessage(refusals: readonly Refusal[]): string {
  const total = refusals.length
  if (total === 0) return 'no nodes available to schedule pods'
  const counts = new Map<string, number>()
  for (const { reasons } of refusals)
    for (const each of reasons) counts.set(each, (counts.get(each) ?? 0) + 1)
  const available = `0/${total} nodes are available:`
  const helpless = refusals.filter((each) => each.final).length
  const preemption = new Map<string, number>()
  if (total > helpless) preemption.set('No preemption victims found for incoming pod', total - helpless)
  if (helpless > 0) preemption.set('Preemption is not helpful for scheduling', helpless)
  return `${available} ${counted(counts)}. no new claims to deallocate, preemption: ${available} ${counted(preemption)}.`
}

function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ')
}
