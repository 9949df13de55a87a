import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventLoop } from './event-loop.ts'

const order = (loop: EventLoop) => {
  const keys: string[] = []
  for (let task = loop.take(); task !== undefined; task = loop.take()) keys.push(`${task.at} ${task.key}`)
  return keys
}

test('tasks run by time, and those of one time in the order of planning', () => {
  const loop = new EventLoop(100)
  loop.plan(300, 'kubelet', 'probe', 'c')
  loop.plan(200, 'kubelet', 'probe', 'a')
  loop.plan(200, 'scheduler', 'bind', 'b')
  expect(loop.pending).toBe(3)
  expect(loop.nextAt()).toBe(200)
  expect(order(loop)).toEqual(['200 a', '200 b', '300 c'])
  expect(loop.pending).toBe(0)
})

test('the clock is that of the task taken last; the past is now', () => {
  const loop = new EventLoop(100)
  loop.plan(250, 'a', 'k', 'x')
  expect(loop.now()).toBe(100)
  expect(loop.take()).toEqual({ at: 250, order: 0, actor: 'a', kind: 'k', key: 'x' })
  expect(loop.now()).toBe(250)
  loop.plan(10, 'a', 'k', 'late')
  expect(loop.take()?.at).toBe(250)
  expect(loop.take()).toBeUndefined()
})

test('the clock moves over empty time, never over a task or back', () => {
  const loop = new EventLoop(0)
  loop.advanceTo(50)
  expect(loop.now()).toBe(50)
  loop.advanceTo(20)
  expect(loop.now()).toBe(50)
  loop.plan(60, 'a', 'k', 'x')
  expect(() => loop.advanceTo(61)).toThrow('a task is due at 60, before 61')
  loop.advanceTo(60)
  expect(loop.take()?.key).toBe('x')
})

test('a copy has a future of its own', () => {
  const loop = new EventLoop(0)
  loop.plan(1, 'a', 'k', 'both')
  const twin = loop.copy()
  twin.plan(2, 'a', 'k', 'twin')
  loop.plan(3, 'a', 'k', 'original')
  expect(order(twin)).toEqual(['1 both', '2 twin'])
  expect(order(loop)).toEqual(['1 both', '3 original'])
})

test('any plan comes out sorted, ties in order, even when taking and planning alternate', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }), { maxLength: 200 }),
      (steps) => {
        const loop = new EventLoop(0)
        const model: { at: number; order: number }[] = []
        steps.forEach((at, order) => {
          if (at !== undefined) {
            loop.plan(at, 'a', 'k', String(order))
            model.push({ at: Math.max(at, loop.now()), order })
            return
          }
          model.sort((a, b) => a.at - b.at || a.order - b.order)
          expect(loop.take()?.key).toBe(model.shift()?.order.toString())
        })
        expect(loop.pending).toBe(model.length)
      },
    ),
  )
})
