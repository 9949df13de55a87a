import { defineConfig } from 'vitest/config'

const globalSetup = 'tests/temporary-folder.ts'
const never = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        // Everything that needs only Node: `npm test`.
        test: {
          name: 'unit',
          include: ['{packages,stacks,tests,tools}/**/*.test.ts'],
          exclude: [...never, '**/*.oracle.test.ts'],
          testTimeout: 20_000,
          globalSetup,
        },
      },
      {
        // Against real Helm and a real control plane: `npm run test:oracle`. They share one cluster, so one at a time.
        test: {
          name: 'oracle',
          include: ['{packages,stacks,tests,tools}/**/*.oracle.test.ts'],
          exclude: never,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup,
        },
      },
    ],
  },
})
