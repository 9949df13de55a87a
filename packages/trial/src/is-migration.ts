import type { RenderedRelease } from '@seaworthy/helm'
import type { KubeObject } from '@seaworthy/kube'

/**
 * Whether an object is one of the migrations of a subject (`Job/migrate`), which are named as the first revision names them:
 * `Job/migrate-2` of revision 2 is `Job/migrate-1`, or `Job/migrate`.
 */
export function isMigration(
  { kind, metadata }: KubeObject,
  { revision }: RenderedRelease,
  migrations: readonly string[],
): boolean {
  const name = `${kind}/${metadata.name}`
  const own = `-${revision}`
  if (migrations.includes(name)) return true
  if (!name.endsWith(own)) return false
  const plain = name.slice(0, -own.length)
  return migrations.some((each) => each === plain || each === `${plain}-1`)
}
