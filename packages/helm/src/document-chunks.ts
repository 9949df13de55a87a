import { trimSpace } from './manifest/split.ts'

/**
 * The documents of a text between lines that begin with `---`, as apimachinery's YAMLReader cuts them; behind that sign only a
 * comment may stand, and what else does ends the reading. A separator before anything else is written belongs to its document, and
 * counts as a line of it.
 */
export function* documentChunks(text: string): Generator<string | { fault: string }> {
  let part = ''
  const lines = text.replace(/\n$/, '').split('\n')
  for (const raw of text === '' ? [] : lines) {
    const line = raw.replace(/\r$/, '')
    if (line.startsWith('---')) {
      const behind = trimSpace(line.slice(3))
      if (behind !== '' && !behind.startsWith('#')) {
        return yield { fault: `invalid Yaml document separator: ${behind}` }
      }
      if (part !== '') {
        yield part
        part = ''
        continue
      }
    }
    part += `${line}\n`
  }
  if (part !== '') yield part
}
