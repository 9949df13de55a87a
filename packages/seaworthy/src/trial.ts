export { defineTrial, type TrialSetup } from '@seaworthy/trial'
export type { Behaviour } from '@seaworthy/cluster'
