import { failure } from '@seaworthy/diagnostics'
import { textOf } from '@seaworthy/helm'
import { valuesTooLarge } from './read-bounded.ts'

const TIMEOUT_MS = 120_000

/** Whether a file is named by an address on the network, and not by a path: those schemes that Helm fetches. */
export function isAddress(file: string): boolean {
  return /^https?:\/\//i.test(file)
}

/**
 * What an address answers, as text of at most `maximum` bytes; asked once, and only because the user named it.
 * @throws DiagnosticError `limit-values`, and `fetch-failed` in Helm's words where it has some
 */
export async function fetchText(address: string, maximum: number): Promise<string> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (answer.status !== 200) {
      const status = `${answer.status} ${answer.statusText}`.trim()
      throw fetchFailure(`failed to fetch ${address} : ${status}`, address)
    }
    return await bounded(answer, address, maximum)
  } catch (error) {
    const { cause } = error as { cause?: Error }
    if (!(error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')))
      throw error
    throw fetchFailure(`Get ${JSON.stringify(address)}: ${cause?.message ?? error.message}`, address)
  }
}

async function bounded(answer: Response, address: string, maximum: number): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    parts.push(part as Uint8Array)
    size += (part as Uint8Array).length
    if (size > maximum) throw valuesTooLarge(address, maximum)
  }
  return textOf({ name: address, data: Buffer.concat(parts) })
}

function fetchFailure(message: string, address: string) {
  return failure({
    code: 'fetch-failed',
    message,
    found: address,
    expected: 'an address that answers with a values file',
    help: `see what it answers: curl -i ${address}`,
  })
}
