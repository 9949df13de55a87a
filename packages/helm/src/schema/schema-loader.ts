import { parseUrl } from '@seaworthy/gotemplate'
import type { SchemaLoader } from './schema-documents.ts'
import { SchemaError } from './schema-error.ts'

/**
 * Answers references to other documents without leaving the chart. Helm reads `file:` from the disk, where a relative reference
 * means its root, and fetches `http:`; here both are errors. `urn:` fits everything, as in Helm; `warn` gets its address.
 */
export function offlineLoader(warn: (urn: string) => void): SchemaLoader {
  return (url, scheme) => {
    if (scheme === 'urn') {
      warn(url)
      return true
    }
    if (scheme === 'file') {
      throw new SchemaError(`open ${parseUrl(url).path}: no such file or directory`, {
        help: 'no file outside of the chart is read; move what is meant below $defs of the schema',
      })
    }
    if (scheme !== 'http' && scheme !== 'https') return undefined
    throw new SchemaError('remote schemas are not fetched', {
      help: 'move what is meant below $defs of the schema, or leave the check out with --skip-schema-validation',
    })
  }
}
