import { run } from '../../packages/cli/src/testing.ts'
import type { Program } from './run-case.ts'

/** Ours, in this process: its folder and environment are the case's for as long as it runs. */
export function ours(version: '4.2' | '3.21'): Program {
  return async (args, cwd, env) => {
    const before = { cwd: process.cwd(), env: { ...process.env } }
    process.chdir(cwd)
    Object.assign(process.env, env)
    try {
      const { status, out, err } = await run([...args, '--helm-version', version], { cwd })
      return { status, stdout: out, stderr: err }
    } finally {
      process.chdir(before.cwd)
      for (const name of Object.keys(env)) delete process.env[name]
      Object.assign(process.env, before.env)
    }
  }
}
