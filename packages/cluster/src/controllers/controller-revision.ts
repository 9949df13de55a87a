import { type KubeObject, refOf } from '@seaworthy/kube'
import type { World } from '../actor.ts'
import { deepEqual } from '../apiserver/deep-equal.ts'
import { templateHash } from './deployment/template-hash.ts'
import { controllerReference, isControlledBy } from './owner.ts'

const REVISION = 'ControllerRevision.apps'

/** The label by which a pod says of which revision it is. */
export const REVISION_LABEL = 'controller-revision-hash'

/** The revisions of an owner, oldest first. */
export function revisionsOf(world: World<unknown>, owner: KubeObject): KubeObject[] {
  return [...world.store.ownedBy(owner.metadata.uid ?? '', REVISION)]
    .filter((revision) => isControlledBy(revision, owner))
    .sort((a, b) => numberOf(a) - numberOf(b))
}

/** The revision that holds the owner's present template: the latest, an older one made the latest again, or a new one. */
export function syncRevision(
  world: World<unknown>,
  owner: KubeObject,
  oldestFirst: readonly KubeObject[],
): KubeObject {
  const { template } = owner.spec
  const next = numberOf(oldestFirst.at(-1)) + 1
  const equal = oldestFirst.findLast((revision) => deepEqual(templateOf(revision), template))
  if (equal === undefined) return createRevision(world, owner, next)
  return equal === oldestFirst.at(-1) ? equal : world.api.update({ ...equal, revision: next })
}

export function templateOf(revision: KubeObject) {
  return (revision.data as { spec: { template: KubeObject['spec'] } }).spec.template
}

/** Deletes the oldest revisions that no pod and no status uses, beyond the limit. */
export function cleanUpRevisions(
  world: World<unknown>,
  revisions: readonly KubeObject[],
  used: ReadonlySet<string>,
  limit: number,
): void {
  const unused = revisions.filter((revision) => !used.has(revision.metadata.name))
  for (const revision of unused.slice(0, Math.max(0, unused.length - limit)))
    world.api.delete(refOf(revision))
}

function createRevision(world: World<unknown>, owner: KubeObject, revision: number): KubeObject {
  const { template } = owner.spec
  const hash = templateHash(template, owner.status?.collisionCount ?? 0)
  const { namespace, name } = owner.metadata
  return world.api.create({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...template.metadata?.labels, 'controller.kubernetes.io/hash': hash },
      ownerReferences: [controllerReference(owner)],
    },
    data: { spec: { template } },
    revision,
  })
}

function numberOf(revision: KubeObject | undefined): number {
  return Number(revision?.revision ?? 0)
}
