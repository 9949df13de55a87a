import { expect, test } from 'vitest'
import {
  meetContainer,
  newProbeWorker,
  type ProbedContainer,
  type ProbeSettings,
  probesNow,
  recordOutcome,
  tickAfter,
  tickFrom,
} from './probe-worker.ts'

const settings = (over: Partial<ProbeSettings>): ProbeSettings => ({
  type: 'readiness',
  periodMs: 10_000,
  initialDelaySeconds: 0,
  failureThreshold: 3,
  successThreshold: 1,
  ...over,
})

const running: ProbedContainer = {
  run: 1,
  isRunning: true,
  startedAt: 5_000,
  started: true,
  isDeleted: false,
}

/** Verdicts after each outcome: `-` failure, `+` success. */
function verdicts(over: Partial<ProbeSettings>, outcomes: string): string {
  const with_ = settings(over)
  let worker = newProbeWorker(with_.type, 0)
  let seen = ''
  for (const outcome of outcomes) {
    worker = recordOutcome(worker, with_, outcome === '+' ? 'success' : 'failure')
    seen += worker.verdict === 'success' ? '+' : worker.verdict === 'failure' ? '-' : '?'
    if (worker.onHold) seen += '!'
  }
  return seen
}

test.each([
  // Readiness begins as failed; one success is enough, three failures in a row are needed to take it back.
  [{}, '+---+', '+++-+'],
  [{}, '+--+--', '++++++'],
  [{ successThreshold: 2 }, '++-++', '-++++'],
  [{ successThreshold: 2 }, '+-++', '---+'],
  // Liveness begins as a success, startup as unknown; their failure holds the worker.
  [{ type: 'liveness' as const }, '--+---', '+++++-!'],
  [{ type: 'startup' as const }, '--+', '??+'],
  [{ type: 'startup' as const, failureThreshold: 2 }, '--', '?-!'],
])('verdicts of %j over %s are %s', (over, outcomes, expected) => {
  expect(verdicts(over, outcomes)).toBe(expected)
})

test.each([
  // The container started at 5.0 s and the delay is 3 s: ticks at 0, 2, 4 … probe first at 8 s.
  [3, 7_999, false],
  [3, 8_000, true],
  // A status keeps whole seconds, so a delay counts from the second in which the container started.
  [0, 5_000, true],
])('a delay of %i s lets a tick at %i ms probe: %s', (initialDelaySeconds, now, expected) => {
  const with_ = settings({ initialDelaySeconds })
  expect(probesNow(newProbeWorker('readiness', 0), with_, running, now)).toBe(expected)
})

test('the startup probe goes first, and rests once it has succeeded', () => {
  const worker = newProbeWorker('readiness', 0)
  const starting = { ...running, started: false }
  const ask = (type: ProbeSettings['type'], container: ProbedContainer) =>
    probesNow(worker, settings({ type }), container, 60_000)
  expect([ask('startup', starting), ask('readiness', starting), ask('liveness', starting)]).toEqual([
    true,
    false,
    false,
  ])
  expect([ask('startup', running), ask('readiness', running), ask('liveness', running)]).toEqual([
    false,
    true,
    true,
  ])
})

test('a pod that is being deleted is still probed for readiness only', () => {
  const worker = newProbeWorker('readiness', 0)
  const leaving = { ...running, isDeleted: true }
  expect(probesNow(worker, settings({}), leaving, 60_000)).toBe(true)
  expect(probesNow(worker, settings({ type: 'liveness' }), leaving, 60_000)).toBe(false)
})

test('a container that does not run is not probed', () => {
  expect(
    probesNow(newProbeWorker('readiness', 0), settings({}), { ...running, isRunning: false }, 60_000),
  ).toBe(false)
})

test('a new container ends the hold', () => {
  const liveness = settings({ type: 'liveness', failureThreshold: 1 })
  const held = recordOutcome(meetContainer(newProbeWorker('liveness', 0), 'liveness', 1), liveness, 'failure')
  expect(held).toMatchObject({ verdict: 'failure', onHold: true })
  expect(meetContainer(held, 'liveness', 1)).toBe(held)
  expect(meetContainer(held, 'liveness', 2)).toMatchObject({ verdict: 'success', onHold: false, run: 2 })
})

test('ticks are at whole periods from the start of the worker, not of the container', () => {
  const worker = newProbeWorker('readiness', 1_500)
  expect(tickFrom(worker, settings({}), 1_000)).toBe(1_500)
  expect(tickFrom(worker, settings({}), 11_500)).toBe(11_500)
  expect(tickFrom(worker, settings({}), 11_501)).toBe(21_500)
  expect(tickAfter(worker, settings({}), 11_500)).toBe(21_500)
})
