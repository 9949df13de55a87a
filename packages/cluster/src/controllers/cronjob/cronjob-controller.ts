import type { Actor } from '../../actor.ts'
import { type ControllerState, controller, settled } from '../controller.ts'
import { keyOf, splitKey } from '../key.ts'

/** A CronJob is there and nothing more: when its Jobs would run, and what they would do beside a release, is unknown. */
export function cronJobController(): Actor<ControllerState> {
  return controller({
    name: 'cronjob-controller',
    watches: { 'CronJob.batch': (cronJob) => [keyOf(cronJob)] },
    reconcile(world, key) {
      const { namespace, name } = splitKey(key)
      const cronJob = world.store.get('CronJob.batch', namespace, name)
      if (cronJob === undefined || cronJob.spec.suspend === true) return settled
      world.unknown({
        code: `schedule:CronJob/${name}`,
        message: `CronJob ${key} runs at "${cronJob.spec.schedule}", and no schedule is simulated`,
      })
      return settled
    },
  })
}
