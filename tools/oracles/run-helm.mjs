// Runs a real Helm in an empty environment of its own. SEAWORTHY_ORACLES names the folder that holds `helm3`, `helm4`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

export const oracles = process.env.SEAWORTHY_ORACLES ?? join(homedir(), '.cache/seaworthy/oracles')
const home = mkdtempSync(join(tmpdir(), 'helm-home-'))

/** The environment of a Helm that knows no repositories, no plugins and no cluster. */
export function helmEnvironment() {
  return {
    PATH: process.env.PATH,
    HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_CACHE_HOME: home,
    HELM_DATA_HOME: home,
    TZ: 'UTC',
  }
}

/** `{ status, stdout, stderr }` of `helm3` or `helm4` with the given arguments, run in `cwd`. */
export function runHelm(binary, args, cwd, stdin = '') {
  const result = spawnSync(join(oracles, binary), args, {
    cwd,
    env: helmEnvironment(),
    input: stdin,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (result.error) throw result.error
  return { status: result.status, stdout: result.stdout, stderr: result.stderr }
}
