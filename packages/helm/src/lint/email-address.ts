// What the library that Helm asks (govalidator, IsEmail) takes for an address of mail: RFC 5322 with letters of all scripts.
const beyond = '\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}'
const letters = `a-zA-Z${beyond}`
const word = `[${letters}\\d!#$%&'*+\\-/=?^_\`{|}~]+`
const unquoted = `${word}(?:\\.${word})*`

const folding = '(?:(?:[ \\t]*\\r\\n)?[ \\t]+)?'
const inQuotes = `[\\u{1}-\\u{8}\\u{b}\\u{c}\\u{e}-\\u{1f}\\u{7f}!#-\\[\\]-~${beyond}]`
const escaped = `\\([\\u{1}-\\u{9}\\u{b}\\u{c}\\r-\\u{7f}]|\\([${beyond}]`
// One character is all that the library takes within quotes.
const quoted = `"${folding}(?:${inQuotes}|${escaped})${folding}"`

const label = `[${letters}\\d](?:[${letters}\\d\\-._~]*[${letters}\\d])?`
const topLabel = `[${letters}](?:[${letters}\\d\\-_~]*[${letters}])?`
const address = new RegExp(`^(?:${unquoted}|${quoted})@(?:${label}\\.)+${topLabel}\\.?$`, 'u')

/** Longer texts are refused: the expression could take too long. */
const longest = 512

export function isEmailAddress(text: string): boolean {
  return text.length <= longest && address.test(text)
}
