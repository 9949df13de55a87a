import { STATUS_CODES } from 'node:http'
import { registryFailure } from '../failure.ts'
import { fieldText } from '../repository/field-text.ts'
import { type HttpRequest, type HttpResponse, shownUrl } from '../http/http-message.ts'

interface ErrorEntry {
  readonly code?: string
  readonly message?: string
  readonly detail?: unknown
}

/** A refusal of a registry, in the words of oras-go (`registry/remote/errcode`), which Helm prints. */
export function refusal({ method }: Pick<HttpRequest, 'method'>, { url, status, body }: HttpResponse) {
  const entries = entriesOf(body)
  const words = entries.length > 0 ? entries.map(entryText).join('; ') : (STATUS_CODES[status] ?? '')
  const message = `${method} ${JSON.stringify(shownUrl(url))}: response status code ${status}: ${words}`
  if (status !== 401 && status !== 403) return registryFailure(message, { code: 'registry-refused' })
  return registryFailure(message, {
    code: 'unauthorized',
    help: `check user and password; to keep them: seaworthy registry login ${new URL(url).host}`,
  })
}

function entriesOf(body: Uint8Array): readonly ErrorEntry[] {
  try {
    const { errors } = JSON.parse(Buffer.from(body.subarray(0, 8192)).toString('utf8')) as {
      errors?: unknown
    }
    return Array.isArray(errors) ? errors.filter((each) => typeof each === 'object' && each !== null) : []
  } catch {
    // A proxy's page, or nothing: the status says what there is to say.
    return []
  }
}

function entryText({ code = '', message = '', detail }: ErrorEntry): string {
  const name = code.replaceAll('_', ' ').toLowerCase()
  if (message === '') return name
  return detail === undefined || detail === null
    ? `${name}: ${message}`
    : `${name}: ${message}: ${goText(detail)}`
}

/** Go's `%v` of decoded JSON. */
function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (value === null) return '<nil>'
  if (typeof value !== 'object') return fieldText(value)
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${pairs.map(([key, each]) => `${key}:${goText(each)}`).join(' ')}]`
}
