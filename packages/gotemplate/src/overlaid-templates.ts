import type { TemplateLookup } from './execution-options.ts'
import type { Template } from './node.ts'

/** A set of templates with some more, which hide those of the same name. */
export function overlaid(
  below: Pick<TemplateLookup, 'lookup'>,
  added: readonly Template[],
): Pick<TemplateLookup, 'lookup'> {
  const templates = new Map(added.map((template) => [template.name, template]))
  return { lookup: (name) => templates.get(name) ?? below.lookup(name) }
}
