export { type Clock, fixedClock, systemClock } from './clock.ts'
export { EventLoop, type Task } from './event-loop.ts'
export { Random, stream } from './random.ts'
export { SecureRandom } from './secure-random.ts'
