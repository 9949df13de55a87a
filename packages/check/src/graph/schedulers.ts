/** Options of `celery` itself that are followed by a value in a word of its own. */
const celeryOptions = new Set([
  '-A',
  '--app',
  '-b',
  '--broker',
  '--result-backend',
  '--loader',
  '--config',
  '--workdir',
])

/**
 * What a command runs, as `celery beat`, if it does every periodic task twice when it runs twice; undefined for all others.
 * The command is one of `commandsOf`: its program first.
 */
export function schedulerOf([program, ...words]: readonly string[]): string | undefined {
  if (program === 'celery') return celery(words)
  if (program === 'airflow' && words[0] === 'dag-processor') return 'airflow dag-processor'
  if (program !== undefined && /^php[\d.]*$/.test(program)) return artisan(words)
  if (program === 'artisan' && words[0] === 'schedule:work') return 'artisan schedule:work'
  if (program === 'clockwork' && words.some((word) => !word.startsWith('-'))) return 'clockwork'
  return undefined
}

function celery(words: readonly string[]): string | undefined {
  let at = 0
  while (words[at]?.startsWith('-')) at += celeryOptions.has(words[at] ?? '') ? 2 : 1
  const [command, ...options] = words.slice(at)
  // The scheduler of celery-redbeat takes a lock: a second one waits.
  if (options.some((option) => /redbeat/i.test(option))) return undefined
  if (command === 'beat') return 'celery beat'
  const embeds = options.some((option) => option === '-B' || option === '--beat')
  return command === 'worker' && embeds ? 'celery worker --beat' : undefined
}

function artisan(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === 'artisan' || word.endsWith('/artisan'))
  return at !== -1 && words[at + 1] === 'schedule:work' ? 'php artisan schedule:work' : undefined
}
