import type { FieldPath, RenderedRelease } from '@seaworthy/helm'
import type { Json } from '@seaworthy/kube'
import { commandLine, commandsOf, hasInOrder } from './command-line.ts'
import { containersOf, type PodTemplate, podTemplateOf } from './pod-spec.ts'
import { migrationsOf } from './migrations.ts'

const waitWord = /(^|[^a-z])(wait|until|sleep|migrations?-(done|ready|complete)|check)([^a-z]|$)/i
const migrationWord = /migrat|schema/i
/** Commands that ask whether the schema is the new one, as words in this order. */
const asking: readonly (readonly string[])[] = [
  ['alembic', 'current', '--check-heads'],
  ['alembic', 'check'],
  ['prisma', 'migrate', 'status'],
  ['npx', 'prisma', 'migrate', 'status'],
]
/** What such a script does beside waiting: what it says there is no deed. */
const idle = new Set([
  'echo',
  'printf',
  'sleep',
  'done',
  'fi',
  'true',
  'false',
  ':',
  'exit',
  'set',
  '[',
  '[[',
  'test',
  '}',
])
/** They wait for a port, or for the server behind it, whatever is stored there. */
const portWait =
  /^(nc|ncat|netcat|telnet|pg_isready|mysqladmin|wait-for-it(\.sh)?|wait-for(\.sh)?|wait4x|dockerize)$/

/** An init container that keeps a pod from starting before the schema is the new one. */
export interface MigrationGate {
  /** `Deployment/web` */
  readonly workload: string
  readonly container: string
  readonly image: string
}

/** The workloads of a release whose pods wait for a migration. Their names and commands tell: waiting, and a migration. */
export function migrationGatesOf(release: RenderedRelease): MigrationGate[] {
  const jobs = migrationsOf(release).map((name) => name.slice('Job/'.length))
  return release.objects.flatMap(({ object }) => {
    const template = podTemplateOf(object)
    const gate = template === undefined ? undefined : gateOf(template, jobs)
    if (gate === undefined) return []
    const { name, image } = gate.container
    return [
      {
        workload: `${object.kind}/${object.metadata.name}`,
        container: String(name),
        image: String(image ?? ''),
      },
    ]
  })
}

/** The first init container of a pod that waits for a migration: for one of these Jobs, by name, or for what its words say. */
export function gateOf(
  template: PodTemplate,
  jobs: readonly string[],
): { container: ReturnType<typeof containersOf>[number]['container']; path: FieldPath } | undefined {
  return containersOf(template).find(
    ({ container, init }) => init && container.restartPolicy !== 'Always' && isGate(container, jobs),
  )
}

function isGate(container: Json, jobs: readonly string[]): boolean {
  const commands = commandsOf(container)
  if (commands.some((command) => asks(command) || waitsForJob(command, jobs))) return true
  const deeds = commands.filter(([program = '']) => !idle.has(program) && !portWait.test(program))
  if (commands.length > 0 && deeds.length === 0) return false
  const name = String(container.name ?? '')
  const all = [name, ...commandLine(container)].join(' ')
  return waitWord.test(all) && migrationWord.test([name, ...deeds.flat()].join(' '))
}

function asks(command: readonly string[]): boolean {
  if (asking.some((each) => hasInOrder(command, each))) return true
  const django = command.findIndex(
    (word) => word === 'manage.py' || word.endsWith('/manage.py') || word === 'django-admin',
  )
  return (
    django !== -1 && hasInOrder(['django', ...command.slice(django + 1)], ['django', 'migrate', '--check'])
  )
}

/** `kubectl wait --for=condition=complete job/NAME` */
function waitsForJob(command: readonly string[], jobs: readonly string[]): boolean {
  if (!hasInOrder(command, ['kubectl', 'wait'])) return false
  return command.some((word, at) => {
    const [kind = '', name = command[at + 1]] = word.split('/')
    return /^jobs?(\.batch)?$/.test(kind) && name !== undefined && jobs.includes(name)
  })
}
