/** What Helm says wherever a version with `+` meets a registry. */
export function underscoreNotice(reference: string): string {
  return [
    `${reference} contains an underscore.`,
    '',
    'OCI artifact references (e.g. tags) do not support the plus sign (+). To support',
    'storing semantic versions, Helm adopts the convention of changing plus (+) to',
    'an underscore (_) in chart version tags when pushing to a registry and back to',
    'a plus (+) when pulling from a registry.',
    '',
  ].join('\n')
}
