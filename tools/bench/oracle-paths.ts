import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where the real programs are, and the control plane that `npm run oracles -- up` runs. */
export const oracles = process.env['SEAWORTHY_ORACLES'] ?? join(homedir(), '.cache/seaworthy/oracles')
export const oracleRun = process.env['SEAWORTHY_ORACLES_RUN'] ?? join(oracles, 'run')
