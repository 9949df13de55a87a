import { Command, CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { readsLikePflag, sliceOption } from './pflag.ts'

function parse(args: readonly string[]): { options: object; rest: string[] } {
  const command = new Command('c')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
    .argument('[words...]')
    .addOption(sliceOption('-f, --values <file>', 'files'))
    .option('--set <value>', 'one')
    .option('--dry-run [mode]', 'mode')
    .option('-g, --generate-name', 'switch')
    .option('--include-crds', 'switch')
    .option('--no-hooks', 'switch')
  readsLikePflag(command, { '--dry-run': 'unset' }).action(() => undefined)
  command.parse([...args], { from: 'user' })
  return { options: command.opts(), rest: command.args }
}

test.each([
  [['--include-crds', 'chart'], { hooks: true, includeCrds: true }],
  [['--include-crds=true', 'chart'], { hooks: true, includeCrds: true }],
  [['--include-crds=F', 'chart'], { hooks: true }],
  [['--include-crds', '--include-crds=false', 'chart'], { hooks: true }],
  [['--no-hooks=false', 'chart'], { hooks: true }],
  [['--no-hooks', 'chart'], { hooks: false }],
  [['-g', 'chart'], { hooks: true, generateName: true }],
  [['--dry-run', 'chart'], { hooks: true, dryRun: 'unset' }],
  [['--dry-run=client', 'chart'], { hooks: true, dryRun: 'client' }],
  [['--set', '--include-crds', 'chart'], { hooks: true, set: '--include-crds' }],
  [['--set=a=b=c', 'chart'], { hooks: true, set: 'a=b=c' }],
  [['-f=a', '-fb', '-f', 'c', 'chart'], { hooks: true, values: ['a', 'b', 'c'] }],
  [['-f', 'a,"b,c",', 'chart'], { hooks: true, values: ['a', 'b,c', ''] }],
  [['-f', 'a,"b"",c"', 'chart'], { hooks: true, values: ['a', 'b",c'] }],
  [['-f', '', 'chart'], { hooks: true, values: [] }],
])('%j', (args, options) => {
  expect(parse(args)).toEqual({ options, rest: ['chart'] })
})

test('what stands behind -- is no flag', () => {
  expect(parse(['--', '--include-crds'])).toEqual({ options: { hooks: true }, rest: ['--include-crds'] })
})

test.each([
  [['--include-crds=maybe'], 'strconv.ParseBool: parsing "maybe": invalid syntax'],
  [['-f', 'a,"b'], 'parse error on line 1, column 5: extraneous or missing " in quoted-field'],
  [['-f', 'a"b'], 'parse error on line 1, column 2: bare " in non-quoted field'],
  [['--nope'], "unknown option '--nope'"],
])('%j is refused', (args, message) => {
  expect(() => parse(args)).toThrow(CommanderError)
  expect(() => parse(args)).toThrow(message)
})
