/**
 * Creates in batches of 1, 2, 4, 8 … and gives up after the first batch in which something was refused, so that a template
 * which can never be accepted costs one request and not a thousand (k8s.io/kubernetes pkg/controller/replicaset).
 *
 * @returns how many were created, and the first refusal
 */
export function slowStart(count: number, create: (index: number) => void): SlowStart {
  let created = 0
  let tried = 0
  for (let size = Math.min(1, count); size > 0; size = Math.min(2 * size, count - tried)) {
    let refusal: Error | undefined
    for (const end = tried + size; tried < end; tried++) {
      const error = attempt(create, tried)
      if (error === undefined) created++
      else refusal ??= error
    }
    if (refusal !== undefined) return { created, refusal }
  }
  return { created, refusal: undefined }
}

export interface SlowStart {
  readonly created: number
  readonly refusal: Error | undefined
}

function attempt(create: (index: number) => void, index: number): Error | undefined {
  try {
    create(index)
    return undefined
  } catch (error) {
    if (error instanceof Error && error.name === 'StatusError') return error
    throw error
  }
}
