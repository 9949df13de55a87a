import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpResponse, Send } from './http-message.ts'

/** oras-go's policy (`registry/remote/retry/policy.go`): up to five more attempts, 250 ms at first, at most 3 s. */
const attempts = 5
const firstWaitMs = 250
const longestWaitMs = 3000

/** Sends again what a registry is too busy for. Its last answer counts. */
export function retrying(send: Send, wait: (ms: number) => Promise<unknown> = sleep): Send {
  return async (request) => {
    let response = await send(request)
    for (let attempt = 0; attempt < attempts && isBusy(response); attempt++) {
      await wait(waitMs(response, attempt))
      response = await send(request)
    }
    return response
  }
}

function isBusy({ status }: HttpResponse): boolean {
  return status >= 500 || status === 408 || status === 429
}

function waitMs({ status, headers }: HttpResponse, attempt: number): number {
  const demanded = status === 429 ? Number(headers['retry-after']) * 1000 : Number.NaN
  return Math.min(demanded > 0 ? demanded : firstWaitMs * 2 ** attempt, longestWaitMs)
}
