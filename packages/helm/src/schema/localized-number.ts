const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/**
 * A number in a message of the schema library, which prints in English through golang.org/x/text: thousands in groups, and
 * from a million on, or below a ten-thousandth, `1.5×10⁰⁷`.
 */
export function localizedNumber(value: number): string {
  if (value === 0) return '0'
  const [mantissa = '', power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 6) return `${mantissa}×10${superscript(exponent)}`
  return grouped(String(value))
}

/** A count: whole numbers are always in groups. */
export function localizedCount(value: number): string {
  return grouped(String(value))
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0')
  const raised = digits.replace(/\d/g, (digit) => superscripts.charAt(Number(digit)))
  return exponent < 0 ? `⁻${raised}` : raised
}
