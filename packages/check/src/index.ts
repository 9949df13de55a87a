export type { CheckResult, Finding, Unjudged } from './finding.ts'
export { migrationsOf } from './graph/migrations.ts'
export { type Prerequisite, prerequisitesOf } from './graph/prerequisites.ts'
export { singletonsOf } from './graph/singletons.ts'
