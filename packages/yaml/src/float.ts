/** A float as Go's `strconv.FormatFloat(x, 'g', -1, 64)` writes it: `1e+06`, `0.0001`, `1e-05`. */
export function formatFloat(value: number): string {
  return goNotation(value, String(value))
}

/** The same with 32-bit precision, which sigs.k8s.io/yaml uses for keys and for text fields (`appVersion: 1.10`). */
export function formatFloat32(value: number): string {
  const near = Math.fround(value)
  for (let digits = 1; digits < 9; digits++) {
    const text = near.toPrecision(digits)
    if (Math.fround(Number(text)) === near) return goNotation(near, String(Number(text)))
  }
  return goNotation(near, String(Number(near.toPrecision(9))))
}

function goNotation(value: number, shortest: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
  if (value === 0) return Object.is(value, -0) ? '-0' : '0'
  const [mantissa = '', exponentText] = Number(shortest).toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < 6) return Number(shortest).toString()
  const sign = exponent < 0 ? '-' : '+'
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}
