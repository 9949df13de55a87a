/** Of a values path, or the text of a flag, that is called like a secret; it may be a misspelled one. */
export function isNamedSecret(path: string): boolean {
  return /pas+w?o?r?d|passwd|secret|token|credential|private.?key|api.?key/i.test(path)
}

/** `prod.yaml`, `--set a=1`; of a flag that sets what is called like a secret only `--set`: errors end up in the logs of pipelines. */
export function layerInErrors(path: string, layer: string): string {
  const [flag = ''] = layer.split(' ')
  return flag.startsWith('--') && (isNamedSecret(path) || isNamedSecret(layer)) ? flag : layer
}
