import { expect, test } from 'vitest'
import { withCondition, withoutCondition } from './workload-condition.ts'

const available = {
  type: 'Available',
  status: 'False',
  reason: 'Few',
  message: 'old',
  lastTransitionTime: 't1',
} as const
const other = { type: 'Progressing', status: 'True', reason: 'Moves', lastTransitionTime: 't0' } as const

test('the same status and reason change nothing, not even the message', () => {
  const conditions = [available, other]
  expect(withCondition(conditions, { ...available, message: 'new', lastTransitionTime: 't2' })).toBe(
    conditions,
  )
})

test('a new reason goes to the end and keeps the time of the status', () => {
  const next = withCondition([available, other], { ...available, reason: 'None', lastTransitionTime: 't2' })
  expect(next).toEqual([other, { ...available, reason: 'None' }])
})

test('a new status begins a new time', () => {
  const [, changed] = withCondition([available, other], {
    ...available,
    status: 'True',
    lastTransitionTime: 't2',
  })
  expect(changed).toMatchObject({ status: 'True', lastTransitionTime: 't2' })
})

test('a condition is taken away once', () => {
  expect(withoutCondition([available, other], 'Available')).toEqual([other])
  const conditions = [other]
  expect(withoutCondition(conditions, 'Available')).toBe(conditions)
})
