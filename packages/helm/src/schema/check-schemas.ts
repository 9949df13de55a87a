import type { Table } from '../chart/chart.ts'
import type { ResolvedChart } from '../dependencies.ts'
import type { UserValues } from '../values/layer.ts'

export function checkSchemas(_root: ResolvedChart, _values: Table, _user: UserValues): void {}
