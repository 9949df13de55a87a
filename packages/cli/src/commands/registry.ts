import type { Command } from 'commander'
import { failure } from '@seaworthy/diagnostics'
import type { ExitStatus } from '../exit.ts'
import type { Io } from '../io.ts'
import { helmContext, withPassword } from '../registry/helm-context.ts'
import { type RawRegistryFlags, registryOptions, withHelmPlaces } from '../registry/registry-flags.ts'

type LoginFlags = RawRegistryFlags & { readonly insecure?: boolean }

export function addRegistry(program: Command, io: Io, end: (status: ExitStatus) => void): void {
  const registry = program
    .command('registry')
    .description('Keeps the passwords of OCI registries, in the file of helm.')
  addLogin(registry, io, end)
  withHelmPlaces(
    registry.command('logout').summary('forget the password of a registry').argument('<host>'),
  ).action(async (host: string, flags: RawRegistryFlags) => {
    const { logOut } = await import('@seaworthy/registry')
    await logOut(helmContext(io, flags), host)
    end(0)
  })
}

function addLogin(registry: Command, io: Io, end: (status: ExitStatus) => void): void {
  const command = registry.command('login').summary('keep the password of a registry').argument('<host>')
  withHelmPlaces(command)
    .option('-u, --username <name>', 'user of the registry')
    .option('-p, --password <password>', 'its password, or a token; better from --password-stdin')
    .option('--password-stdin', 'read it from standard input')
    .option('--insecure', 'believe every server its certificate')
    .option('--ca-file <file>', 'certificates of authorities that servers are believed')
    .option('--cert-file <file>', 'certificate of this client')
    .option('--key-file <file>', 'key of this client')
    .option('--plain-http', 'speak HTTP without TLS')
    .action(async (host: string, flags: LoginFlags) => {
      const { logIn } = await import('@seaworthy/registry')
      const given = withPassword({ ...flags, insecureSkipTlsVerify: flags.insecure ?? false })
      warnOfPassword(io, given)
      await logIn(helmContext(io, given), host, registryOptions(given))
      end(0)
    })
}

/** What was typed is in the shell's history. Nothing is asked for: a script would wait for ever. */
function warnOfPassword(io: Io, { password = '', passwordStdin = false, helmVersion }: LoginFlags): void {
  if (password === '') {
    throw failure({
      code: 'password-missing',
      message: 'password required',
      found: 'neither --password nor --password-stdin',
      expected: 'a password, or a token without a user',
      help: 'seaworthy registry login HOST -u USER --password-stdin < FILE',
    })
  }
  if (passwordStdin) return
  const words = 'using --password via the CLI is insecure. Use --password-stdin'
  if (helmVersion === '4.2') io.err(`level=WARN msg="${words}"\n`)
  else io.err(`WARNING: U${words.slice(1)}.\n`)
}
