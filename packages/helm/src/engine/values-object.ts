import {
  type GoMap,
  type GoMethod,
  GoStruct,
  type GoValue,
  TemplateFunctionError,
} from '@seaworthy/gotemplate'
import { YamlConversionError } from '@seaworthy/yaml'
import type { Table } from '../chart/chart.ts'
import { scalarAt, tableAt } from '../values/table.ts'
import { toYaml, UnwritableError } from './to-yaml.ts'

/** Methods of `.Values`, which is a named map type in Go: they hide a value of the same name. */
export function valuesMethod(values: Table, name: string): GoMethod | undefined {
  switch (name) {
    case 'AsMap':
      return { parameters: [], call: () => values }
    case 'YAML':
      return { parameters: [], call: () => yamlOf(values) }
    case 'Table':
      return { parameters: ['string'], call: ([path]) => tableOr(values, path as string) }
    case 'Encode':
      // Templates have nothing that could be written to: every call is refused for its arguments.
      return { parameters: ['struct io.Writer'], call: () => null }
    case 'PathValue':
      return { parameters: ['string'], call: ([path]) => scalarOr(values, path as string) }
    default:
      return undefined
  }
}

function yamlOf(values: Table): string {
  try {
    return `${toYaml(values)}\n`
  } catch (error) {
    if (error instanceof UnwritableError || error instanceof YamlConversionError)
      throw new TemplateFunctionError(error.message)
    throw error
  }
}

function tableOr(values: Table, path: string): GoValue {
  const table = tableAt(values, path)
  if (table === undefined)
    throw new TemplateFunctionError(`${JSON.stringify(path.split('.').at(-1))} is not a table`)
  return table
}

function scalarOr(values: Table, path: string): GoValue {
  const value = scalarAt(values, path)
  if (value === undefined)
    throw new TemplateFunctionError(`${JSON.stringify(path.split('.').at(-1))} is not a value`)
  return value
}

/** `.Values`: a map with methods, of Go's type `common.Values` (Helm 3: `chartutil.Values`). */
export class ValuesObject extends GoStruct {
  override readonly typeName: string
  readonly table: Table

  constructor(table: Table, typeName: string) {
    super()
    this.table = table
    this.typeName = typeName
  }

  /** Keys are found in the map below, where tracing knows them. */
  override field(): GoValue | undefined {
    return undefined
  }

  override method(name: string): GoMethod | undefined {
    return valuesMethod(this.table, name)
  }

  override underlying(): GoMap {
    return this.table
  }

  override jsonValue(): GoValue {
    return this.table
  }

  override kind() {
    return 'map' as const
  }
}
