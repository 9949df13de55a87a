/** One element of Go's reference time in a layout, or the text between. */
export interface LayoutPart {
  readonly kind: 'text' | 'element'
  readonly text: string
}

/**
 * The elements in the order in which Go's nextStdChunk tries them. `Jan` and `Mon` are none where a small letter
 * follows, fractions none where another digit follows.
 */
const element =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|2|_(?!2006)2|__2|3|4|5|PM|pm|-070000|-07:00:00|-0700|-07:00|-07|Z070000|Z07:00:00|Z0700|Z07:00|Z07|[.,](?:0+|9+)(?!\d)/y

/** Cuts a layout into elements and text. */
export function layoutParts(layout: string): LayoutPart[] {
  const parts: LayoutPart[] = []
  let text = ''
  for (let at = 0; at < layout.length; ) {
    element.lastIndex = at
    const found = element.exec(layout)?.[0]
    if (found === undefined) {
      text += layout[at] ?? ''
      at++
      continue
    }
    if (text !== '') parts.push({ kind: 'text', text })
    parts.push({ kind: 'element', text: found })
    text = ''
    at += found.length
  }
  if (text !== '') parts.push({ kind: 'text', text })
  return parts
}
