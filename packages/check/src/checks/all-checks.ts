import type { Check } from '../check.ts'
import { breaksTheSchema } from './breaks-the-schema.ts'
import { budgetForbidsEveryEviction } from './budget-forbids-every-eviction.ts'
import { danglingReference } from './dangling-reference.ts'
import { envNameTwice } from './env-name-twice.ts'
import { hookNeedsLaterObject } from './hook-needs-later-object.ts'
import { missingKey } from './missing-key.ts'
import { notServed } from './not-served.ts'
import { objectTwice } from './object-twice.ts'
import { postHookThatPodsWaitFor } from './post-hook-that-pods-wait-for.ts'
import { probeOnClosedPort } from './probe-on-closed-port.ts'
import { roundingTakesAll } from './rounding-takes-all.ts'
import { selectorMatchesNothing } from './selector-matches-nothing.ts'
import { servicePortNamesNothing } from './service-port-names-nothing.ts'
import { singletonRolls } from './singleton-rolls.ts'

/** Every check, by code. */
export const allChecks: readonly Check[] = [
  notServed,
  roundingTakesAll,
  servicePortNamesNothing,
  hookNeedsLaterObject,
  postHookThatPodsWaitFor,
  budgetForbidsEveryEviction,
  probeOnClosedPort,
  danglingReference,
  missingKey,
  breaksTheSchema,
  objectTwice,
  envNameTwice,
  selectorMatchesNothing,
  singletonRolls,
]
