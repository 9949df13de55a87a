import { crdSchema, findSchema, type Json, type KubeObject, type Schema, versionOf } from '@seaworthy/kube'
import type { Server } from './server.ts'

const declared = new WeakMap<KubeObject, ReadonlyMap<string, Schema>>()

/** The schema of a kind: of a definition in the store, else the bundled one; undefined for a kind that is only accepted. */
export function schemaOf(server: Server, kind: { apiVersion: string; kind: string }): Schema | undefined {
  const definition = server.kinds.definitionOf(kind)
  if (definition === undefined) return findSchema(kind)
  let versions = declared.get(definition)
  if (versions === undefined) {
    const read = (version: Json) => [version.name, crdSchema(version.schema?.openAPIV3Schema)] as const
    versions = new Map(definition.spec.versions.map(read))
    declared.set(definition, versions)
  }
  return versions.get(versionOf(kind.apiVersion))
}
