import { expect, test } from 'vitest'
import { findCondition, isConditionTrue, removeCondition, setCondition } from './condition.ts'

const ready = { type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' } as const
const later = '2026-01-01T00:00:09Z'

test('conditions are found by type', () => {
  expect(findCondition([ready], 'Ready')).toBe(ready)
  expect(findCondition(undefined, 'Ready')).toBeUndefined()
  expect(isConditionTrue([ready], 'Ready')).toBe(true)
  expect(isConditionTrue([{ type: 'Ready', status: 'Unknown' }], 'Ready')).toBe(false)
})

test('the transition time moves only when the status changes', () => {
  const same = setCondition([ready], { type: 'Ready', status: 'True', reason: 'Again' }, later)
  expect(same).toEqual([{ ...ready, reason: 'Again' }])
  const changed = setCondition([ready], { type: 'Ready', status: 'False' }, later)
  expect(changed).toEqual([{ type: 'Ready', status: 'False', lastTransitionTime: later }])
})

test('a condition keeps its place, a new one goes last', () => {
  const other = { type: 'Other', status: 'True' } as const
  expect(setCondition([ready, other], { type: 'Ready', status: 'False' }, later).map((c) => c.type)).toEqual([
    'Ready',
    'Other',
  ])
  expect(setCondition([ready], other, later)).toEqual([ready, { ...other, lastTransitionTime: later }])
  expect(setCondition(undefined, other, later)).toHaveLength(1)
})

test('a condition can be taken away', () => {
  expect(removeCondition([ready], 'Ready')).toEqual([])
  expect(removeCondition(undefined, 'Ready')).toEqual([])
})
