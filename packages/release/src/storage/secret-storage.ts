import { type KubeClient, type KubeObject, type Operation, StatusError } from '@seaworthy/kube'
import type { ReleaseRecord } from '../release.ts'
import type { ReleaseCodec } from './codec.ts'
import type { ReleaseStorage } from './storage.ts'

/** Revisions as Secrets `sh.helm.release.v1.NAME.vN` of the release's namespace (`pkg/storage/driver/secrets.go`). */
export function secretStorage(client: KubeClient, namespace: string, codec: ReleaseCodec): ReleaseStorage {
  return {
    *history(name) {
      const labelSelector = `name=${name},owner=helm`
      const { items } = yield* client.list({ apiVersion: 'v1', kind: 'Secret', namespace, labelSelector })
      return items.map((secret) => codec.decode(payload(secret))).toSorted((a, b) => a.revision - b.revision)
    },
    *create(record) {
      yield* client.create(toSecret(record, namespace, codec), { fieldManager: 'helm' })
    },
    *update(record) {
      yield* writeAgain(client, toSecret(record, namespace, codec))
    },
  }
}

function* writeAgain(client: KubeClient, secret: KubeObject): Operation<void> {
  yield* client.update(secret, { fieldManager: 'helm' })
}

function payload(secret: KubeObject): string {
  const data = (secret['data'] as Record<string, string> | undefined)?.['release']
  if (data === undefined)
    throw new StatusError('InternalError', `Secret ${secret.metadata.name} holds no release`)
  return data
}

function toSecret(record: ReleaseRecord, namespace: string, codec: ReleaseCodec): KubeObject {
  const { name, revision, status } = record
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `sh.helm.release.v1.${name}.v${revision}`,
      namespace,
      labels: {
        name,
        owner: 'helm',
        status,
        version: String(revision),
        modifiedAt: String(Math.floor(record.lastDeployedAt / 1000)),
      },
    },
    type: 'helm.sh/release.v1',
    data: { release: codec.encode(record) },
  }
}
