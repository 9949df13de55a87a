// Reads packages/helm/testdata/schema/cases.txt: one case of a values.schema.json each.

/** `[{ name, schema, values, args }]` of the text of cases.txt. */
export function readSchemaCases(text) {
  const [, ...blocks] = text.split(/^== /m)
  return blocks.map((block) => {
    const end = block.indexOf('\n')
    const [schema, rest] = block.slice(end + 1).split(/^--\n/m)
    const lines = rest.split('\n')
    const args = lines.filter((line) => line.startsWith('! ')).map((line) => line.slice(2))
    const values = lines.filter((line) => !line.startsWith('! ')).join('\n')
    return { name: block.slice(0, end), schema: schema.replace(/\n$/, ''), values, args }
  })
}
