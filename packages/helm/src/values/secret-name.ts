/** Of a values path, or the text of a flag, that is called like a secret; it may be a misspelled one. */
export function isNamedSecret(path: string): boolean {
  return /pas+w?o?r?d|passwd|secret|token|credential|private.?key|api.?key/i.test(path)
}
