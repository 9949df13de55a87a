import { expect, test } from 'vitest'
import type { HttpRequest, HttpResponse, Send } from './http-message.ts'
import { followingRedirects } from './redirects.ts'
import { retrying } from './retry.ts'

function answer(url: string, status: number, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, statusLine: `${status} -`, headers, body: new Uint8Array(), url }
}

/** Answers with redirects from each address to the next; keeps what was asked. */
function route(hops: Readonly<Record<string, readonly [status: number, to: string]>>) {
  const seen: HttpRequest[] = []
  const send: Send = async (request) => {
    seen.push(request)
    const hop = hops[request.url]
    return hop === undefined ? answer(request.url, 200) : answer(request.url, hop[0], { location: hop[1] })
  }
  return { seen, send: followingRedirects(send) }
}

const secret = { authorization: 'Basic secret', accept: 'x' }

test('credentials stay where the server stays', async () => {
  const { seen, send } = route({ 'http://a.example.com/1': [302, '/2'] })
  expect((await send({ method: 'GET', url: 'http://a.example.com/1', headers: secret })).url).toBe(
    'http://a.example.com/2',
  )
  expect(seen.map(({ headers }) => headers)).toEqual([secret, secret])
})

test.each([
  ['another host', 'http://b.example.com/2'],
  ['a host below', 'http://c.a.example.com/2'],
  ['another port', 'http://a.example.com:8080/2'],
  ['another scheme', 'https://a.example.com/2'],
])('credentials do not go to %s, nor back', async (_what, elsewhere) => {
  const back = 'http://a.example.com/3'
  const { seen, send } = route({ 'http://a.example.com/1': [307, elsewhere], [elsewhere]: [307, back] })
  await send({ method: 'GET', url: 'http://a.example.com/1', headers: secret })
  expect(seen.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
    ['http://a.example.com/1', 'Basic secret'],
    [elsewhere, undefined],
    [back, undefined],
  ])
})

test.each([
  [301, 'GET', undefined],
  [303, 'GET', undefined],
  [307, 'PUT', 'x'],
  [308, 'PUT', 'x'],
])('a PUT that is answered with %i goes on as %s', async (status, method, body) => {
  const { seen, send } = route({ 'http://a.example.com/1': [status, '/2'] })
  await send({ method: 'PUT', url: 'http://a.example.com/1', headers: {}, body: Buffer.from('x') })
  const last = seen.at(-1)
  expect([last?.method, last?.body?.toString()]).toEqual([method, body])
})

test('a form that holds a token is not sent on to another server', async () => {
  const { seen, send } = route({ 'http://a.example.com/token': [307, 'http://b.example.com/token'] })
  const request = {
    method: 'POST',
    url: 'http://a.example.com/token',
    headers: {},
    body: Buffer.from('x'),
  } as const
  expect((await send(request)).status).toBe(307)
  expect(seen.map(({ url }) => url)).toEqual(['http://a.example.com/token'])
})

test('redirects without end are an end', async () => {
  const { seen, send } = route({ 'http://a.example.com/1': [302, '/1'] })
  await expect(send({ method: 'GET', url: 'http://a.example.com/1', headers: {} })).rejects.toThrow(
    'Get "http://a.example.com/1": stopped after 10 redirects',
  )
  expect(seen.length).toBe(11)
})

test('a redirect leads to nothing but HTTP, and a password in an address is not shown', async () => {
  const { send } = route({ 'http://a.example.com/1': [302, 'ftp://ada:pw@x/etc/passwd'] })
  await expect(send({ method: 'GET', url: 'http://a.example.com/1', headers: {} })).rejects.toThrow(
    'network: Get "ftp://ada:***@x/etc/passwd": unsupported protocol scheme',
  )
})

test('a busy registry is asked again, with longer and longer waits', async () => {
  const waits: number[] = []
  const answers = [500, 429, 503, 200].map((status) =>
    answer('x', status, status === 429 ? { 'retry-after': '2' } : {}),
  )
  const send = retrying(
    async () => answers.shift() ?? answer('x', 404),
    async (ms) => void waits.push(ms),
  )
  expect((await send({ method: 'GET', url: 'x', headers: {} })).status).toBe(200)
  expect(waits).toEqual([250, 2000, 1000])
})

test('the sixth refusal counts, and what is no matter of being busy counts at once', async () => {
  const statuses: number[] = []
  const asked = (status: number) =>
    retrying(
      async () => {
        statuses.push(status)
        return answer('x', status)
      },
      async () => undefined,
    )
  expect((await asked(500)({ method: 'GET', url: 'x', headers: {} })).status).toBe(500)
  expect((await asked(404)({ method: 'GET', url: 'x', headers: {} })).status).toBe(404)
  expect(statuses).toEqual([500, 500, 500, 500, 500, 500, 404])
})
