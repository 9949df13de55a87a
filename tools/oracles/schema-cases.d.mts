/** `[{ name, schema, values, args }]` of the text of cases.txt. */
export function readSchemaCases(
  text: string,
): { readonly name: string; readonly schema: string; readonly values: string; readonly args: readonly string[] }[]
