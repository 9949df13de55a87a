import { refOf } from '@seaworthy/kube'
import type { Actor } from '../../actor.ts'
import { type ControllerState, controller, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'
import { jobFinishTime } from './finish-time.ts'

const JOB = 'Job.batch'

/** Deletes finished Jobs `ttlSecondsAfterFinished` after their end (k8s.io/kubernetes pkg/controller/ttlafterfinished). */
export function ttlAfterFinishedController(): Actor<ControllerState> {
  return controller({
    name: 'ttl-after-finished-controller',
    watches: {
      [JOB]: (job) => (job.spec.ttlSecondsAfterFinished === undefined ? [] : [keyOf(job)]),
    },
    reconcile(world, key) {
      const { namespace, name } = splitKey(key)
      const job = world.store.get(JOB, namespace, name)
      const seconds: number | undefined = job?.spec.ttlSecondsAfterFinished
      if (job === undefined || seconds === undefined || job.metadata.deletionTimestamp !== undefined)
        return settled
      const finishedAt = jobFinishTime(job)
      if (finishedAt === undefined) return settled
      const left = finishedAt + seconds * 1000 - world.now()
      if (left > 0) return { requeueAfterMs: left }
      const { uid } = job.metadata
      world.api.delete(refOf(job), {
        propagationPolicy: 'Foreground',
        ...(uid === undefined ? {} : { preconditions: { uid } }),
      })
      return settled
    },
  })
}
