import { readFileSync } from 'node:fs'
import { credentialFiles, type HelmContext, helmHome, realNetwork } from '@seaworthy/registry'
import { systemClock } from '@seaworthy/sim'
import type { Io } from '../io.ts'
import type { RawRegistryFlags } from './registry-flags.ts'

type Places = Pick<
  RawRegistryFlags,
  'helmVersion' | 'registryConfig' | 'repositoryConfig' | 'repositoryCache' | 'contentCache'
>

/** The real world: this process's environment, network and clock. Flags win over the environment. */
export function helmContext(io: Pick<Io, 'out' | 'err'>, flags: Places): HelmContext {
  const { env } = process
  const usual = helmHome(env)
  const home = {
    registryConfig: flags.registryConfig ?? usual.registryConfig,
    repositoryConfig: flags.repositoryConfig ?? usual.repositoryConfig,
    repositoryCache: flags.repositoryCache ?? usual.repositoryCache,
    contentCache: flags.contentCache ?? usual.contentCache,
  }
  return {
    version: flags.helmVersion,
    home,
    network: realNetwork(env),
    credentials: credentialFiles(home, env),
    out: (text) => io.out(text),
    err: (text) => io.err(text),
    clock: systemClock,
  }
}

/** The flags with the password from standard input, where that is wanted; without the line's end, as Helm reads it. */
export function withPassword<T extends RawRegistryFlags>(flags: T): T {
  // Standard input is file descriptor 0.
  return flags.passwordStdin === true
    ? { ...flags, password: readFileSync(0, 'utf8').replace(/\r?\n$/, '') }
    : flags
}
