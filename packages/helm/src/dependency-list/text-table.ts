/**
 * A table as Helm prints it (gosuri/uitable): columns as wide as their widest cell, a tab between them, what is wider than
 * `maxWidth` cut with three dots. 0 cuts nothing.
 */
export function textTable(rows: readonly (readonly string[])[], maxWidth: number): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) => {
    const widest = Math.max(...rows.map((row) => widthOf(row[column] ?? '')))
    return maxWidth > 0 ? Math.min(widest, maxWidth) : widest
  })
  return rows.map((row) => row.map((cell, column) => fitted(cell, widths[column] ?? 0)).join('\t')).join('\n')
}

/** Columns on a terminal; of wide scripts a character takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character), 0)
}

function characterWidth(character: string): number {
  if (/\p{M}|\p{Cc}/u.test(character)) return 0
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60]/u.test(
    character,
  )
    ? 2
    : 1
}

function fitted(text: string, width: number): string {
  const missing = width - widthOf(text)
  if (width === 0 || missing === 0) return text
  if (missing > 0) return text + ' '.repeat(missing)
  let cut = ''
  for (const character of text) {
    cut += character
    if (widthOf(cut) >= width - 3) break
  }
  return `${cut}...`
}
