/** A moment as Go's `time.RFC3339` prints it in this machine's zone: whole seconds, `Z` in UTC and `+02:00` elsewhere. */
export function localRfc3339(ms: number, minutesEast = -new Date(ms).getTimezoneOffset()): string {
  const shifted = new Date(Math.floor(ms / 1000) * 1000 + minutesEast * 60_000).toISOString().slice(0, 19)
  if (minutesEast === 0) return `${shifted}Z`
  return `${shifted}${offset(minutesEast)}`
}

/** The same with nanoseconds as far as they are not zero, as Go's JSON writes a time. */
export function localRfc3339Nano(ms: number, minutesEast = -new Date(ms).getTimezoneOffset()): string {
  const whole = localRfc3339(ms, minutesEast)
  const fraction = String(Math.floor(((ms % 1000) + 1000) % 1000))
    .padStart(3, '0')
    .replace(/0+$/, '')
  return fraction === '' ? whole : `${whole.slice(0, 19)}.${fraction}${whole.slice(19)}`
}

function offset(minutesEast: number): string {
  const minutes = Math.abs(minutesEast)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${minutesEast < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
