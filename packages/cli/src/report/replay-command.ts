import type { RenderFlags } from '../flags.ts'

/** What to type to render the same chart in the same way, as words of a shell. */
export function replayCommand(path: string, flags: RenderFlags): string {
  const given = (flag: string, values: readonly string[]) => values.flatMap((value) => [flag, quoted(value)])
  const words = ['seaworthy trial', flags.name, quoted(path)]
  if (flags.namespace !== 'default') words.push('-n', flags.namespace)
  words.push(
    ...given('-f', flags.values),
    ...given('--set', flags.set),
    ...given('--set-string', flags.setString),
  )
  words.push(...given('--set-json', flags.setJson), ...given('--set-file', flags.setFile))
  words.push(...given('--set-literal', flags.setLiteral), ...given('-a', flags.apiVersions))
  words.push(...given('--limit', flags.limit))
  if (flags.followLinks) words.push('--follow-links')
  if (flags.helmVersion !== '4.2') words.push('--helm-version', flags.helmVersion)
  if (flags.kubeVersion !== undefined) words.push('--kube-version', flags.kubeVersion)
  return words.join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
