import { expect, test } from 'vitest'
import { commandsOf } from './command-line.ts'
import { schedulerOf } from './schedulers.ts'

const schedulers = (command: readonly string[]) =>
  commandsOf({ command }).flatMap((words) => schedulerOf(words) ?? [])
const script = (text: string) => ['/bin/sh', '-ec', text]

test.each([
  [['celery', 'beat'], 'celery beat'],
  [['celery', '-A', 'shop', 'beat', '-l', 'info'], 'celery beat'],
  [['/venv/bin/celery', '--app=shop', '-b', 'redis://r', '--quiet', 'beat'], 'celery beat'],
  [['celery', '--workdir', '/srv', 'worker', '-B'], 'celery worker --beat'],
  [['celery', '-A', 'shop', 'worker', '-l', 'info', '--beat'], 'celery worker --beat'],
  [script('cd /srv && celery -A shop beat'), 'celery beat'],
  [script('rm -f x.pid; exec celery -A shop beat'), 'celery beat'],
  [script('celery -A shop \\\n  beat'), 'celery beat'],
  [['tini', '--', 'bash', '-c', 'exec celery beat'], 'celery beat'],
  [['/entrypoint.sh', 'poetry', 'run', 'celery', 'beat'], 'celery beat'],
  [['python', '-m', 'celery', '-A', 'shop', 'beat'], 'celery beat'],
  [['airflow', 'dag-processor'], 'airflow dag-processor'],
  [['php', 'artisan', 'schedule:work'], 'php artisan schedule:work'],
  [['php', '/srv/artisan', 'schedule:work', '--verbose'], 'php artisan schedule:work'],
  [['bundle', 'exec', 'clockwork', 'clock.rb'], 'clockwork'],
])('%j runs %s', (command, scheduler) => {
  expect(schedulers(command)).toEqual([scheduler])
})

test.each([
  [['celery', '-A', 'shop', 'worker', '-n', 'beat']],
  [['celery', '-A', 'shop', 'worker', '-Q', 'beat']],
  [['celery', '-A', 'beat', 'worker']],
  [['celery', 'inspect', 'beat']],
  [['celery', '-A', 'shop', 'beat', '-S', 'redbeat.RedBeatScheduler']],
  [['celery', 'beat', '--scheduler=redbeat.RedBeatScheduler']],
  [['echo', 'celery', 'beat']],
  [script('echo "celery beat"; sleep 1')],
  [script('# celery beat\ncelery worker')],
  [['php', 'artisan', 'queue:work']],
  [['php', 'artisan', 'schedule:run']],
  [['clockwork', '--help']],
  [['airflow', 'scheduler']],
])('%j runs none', (command) => {
  expect(schedulers(command)).toEqual([])
})
