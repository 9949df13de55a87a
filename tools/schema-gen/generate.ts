// Writes the schema data of packages/kube from what a real API server says of its kinds and from CRD files:
//   kubectl get --raw /openapi/v2 > openapi-v2.json
//   npx tsx tools/schema-gen/generate.ts openapi-v2.json CRD.yaml …
// Structure only: descriptions are other people's sentences, and most of the size.
import { readFileSync, writeFileSync } from 'node:fs'
import { crdSchema, type Json, kindId, kinds } from '@seaworthy/kube'
import { parseAllDocuments } from 'yaml'
import { fromOpenApiV2 } from './openapi-v2.ts'

const out = new URL('../../packages/kube/src/schema/', import.meta.url)

/** A definition per line, so that a change can be reviewed; in a string, because parsing JSON is what engines do fastest. */
function write(file: string, name: string, source: string, data: { kinds: Json; definitions: Json }): void {
  const lines = (part: Json) =>
    Object.entries<Json>(part)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(',\n')
  const json = `{"kinds":{\n${lines(data.kinds)}\n},\n"definitions":{\n${lines(data.definitions)}\n}}`
  JSON.parse(json)
  const text = json.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')
  const head = `// Generated data (tools/schema-gen) from ${source}: structure of kinds, no descriptions.`
  writeFileSync(new URL(file, out), `${head}\nexport const ${name} = \`${text}\`\n`)
}

function definitionKinds(files: readonly string[]): Record<string, Json> {
  const found: Record<string, Json> = {}
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
      const definition = document.toJS()
      for (const version of definition?.spec?.versions ?? []) {
        const id = `${definition.spec.group}/${version.name}/${definition.spec.names.kind}`
        found[id] = crdSchema(version.schema?.openAPIV3Schema)
      }
    }
  }
  return found
}

const [swaggerFile, ...crdFiles] = process.argv.slice(2)
if (swaggerFile === undefined) throw new Error('name the file that holds /openapi/v2')
const swagger = JSON.parse(readFileSync(swaggerFile, 'utf8'))
const builtIn = new Set(kinds.filter((info) => info.builtIn).map(kindId))
write(
  'kubernetes-1-36.ts',
  'kubernetesSchema',
  `/openapi/v2 of Kubernetes ${swagger.info.version}`,
  fromOpenApiV2(swagger, builtIn),
)
write('extensions.ts', 'extensionSchema', 'CustomResourceDefinitions', {
  kinds: definitionKinds(crdFiles),
  definitions: {},
})
