import type { Dependency } from '@seaworthy/helm'

/** One chart to put into charts/: a locked version, or the range that is asked of a chart that is there already. */
export type WantedChart = Pick<Dependency, 'name' | 'version' | 'repository'>
