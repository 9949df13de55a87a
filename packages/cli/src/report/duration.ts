/** Virtual milliseconds as people say them: `0.4 s`, `52 s`, `5 m 02 s`, `1 h 04 m`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} m ${two(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
