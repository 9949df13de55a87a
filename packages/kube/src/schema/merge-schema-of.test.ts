import { expect, test } from 'vitest'
import { applyStrategicMerge } from '../patch/strategic-merge.ts'
import { mergeSchemaOf } from './merge-schema-of.ts'
import { findSchema } from './schema.ts'

test('lists of a Deployment merge by the keys that the API server declares', () => {
  const schema = findSchema({ apiVersion: 'apps/v1', kind: 'Deployment' })
  if (schema === undefined) throw new Error('no schema of Deployment')
  const before = {
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'a', image: 'a:1' },
            { name: 'b', image: 'b:1' },
          ],
        },
      },
    },
  }
  const patch = {
    spec: {
      template: { spec: { containers: [{ name: 'b', image: 'b:2', env: [{ name: 'X', value: '1' }] }] } },
    },
  }
  expect(applyStrategicMerge(before, patch, mergeSchemaOf(schema))).toEqual({
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'a', image: 'a:1' },
            { name: 'b', image: 'b:2', env: [{ name: 'X', value: '1' }] },
          ],
        },
      },
    },
  })
})
