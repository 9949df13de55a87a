/** Words that YAML 1.1, which Kubernetes reads, takes for something else than a text. */
const yamlWord = /^(?:y|yes|n|no|true|false|on|off|null|~)$/i
const plainText = /^-{0,2}[A-Za-z/][\w./@%+=,;()-]*(?:[ :][\w./@%+=,;()-]+)*$/

/** `64Mi`, `250m`, `30s`: no number in YAML. */
const quantity = /^\d+(?:[KMGT]i?|m|s|h|d)$/

/** A text known now, as a YAML scalar in one line. */
export function yamlText(text: string): string {
  const plain = plainText.test(text) && !yamlWord.test(text) && !/: |:$|[ ]$/.test(text)
  return plain || quantity.test(text) ? text : quoted(text)
}

/** In double quotes, with the escapes that JSON and YAML share. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escapeUnicode)
}

function escapeUnicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A number, boolean or null known now. */
export function yamlScalar(value: string | number | boolean | null): string {
  return typeof value === 'string' ? yamlText(value) : String(value)
}

/**
 * The header and lines of a block scalar that reads back as `text`; undefined where a block would not be faithful.
 */
export function blockScalar(
  text: string,
): { readonly header: string; readonly lines: readonly string[] } | undefined {
  const lines = text.split('\n')
  const body = text.endsWith('\n') ? lines.slice(0, -1) : lines
  const faithful =
    body.length > 1 && body.every(isPrintableLine) && body[0] !== '' && body[body.length - 1] !== ''
  if (!faithful || /^[ \t]/.test(text)) return undefined
  return { header: text.endsWith('\n') ? '|' : '|-', lines: body }
}

function isPrintableLine(line: string): boolean {
  return /^[\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe]*$/.test(line) && !/[ \t]$/.test(line)
}
