import { mkdtempSync, writeFileSync } from 'node:fs'
import http, { type RequestListener } from 'node:http'
import https from 'node:https'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadFolder, memoryFiles, renderChart } from '@seaworthy/helm'
import { fixedClock, SecureRandom } from '@seaworthy/sim'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchange } from './exchange.ts'
import { realNetwork } from './network.ts'
import { noTls, tlsOptions } from './tls-files.ts'

const servers: Server[] = []
const folder = mkdtempSync(join(tmpdir(), 'seaworthy-tls-'))
const path = (name: string) => join(folder, name)

/** Certificates of an authority of our own, as templates make them. */
function certificates(): Record<string, string> {
  const template =
    '{{ $ca := genCA "harbour" 30 }}{{ range $name := list "server" "client" }}{{ $made := genSignedCert $name (list "127.0.0.1") (list "localhost") 30 $ca }}' +
    '{{ dict (printf "%s.crt" $name) $made.Cert (printf "%s.key" $name) $made.Key "ca.crt" $ca.Cert | toJson }}\n---\n{{ end }}'
  const files = memoryFiles({
    'Chart.yaml': 'apiVersion: v2\nname: tls\nversion: 1.0.0\n',
    'templates/tls.yaml': template,
  })
  const options = {
    releaseName: 'x',
    namespace: 'x',
    values: [],
    clock: fixedClock(Date.now()),
    random: new SecureRandom(),
  }
  const { output } = renderChart(loadFolder(files), options)
  const made = output.split('\n').filter((line) => line.startsWith('{'))
  return Object.assign({}, ...made.map((line): unknown => JSON.parse(line)))
}

async function listening(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const made = certificates()
const greet: RequestListener = ({ method, url }, response) => void response.end(`${method} ${url}`)
let plain = 0
let secure = 0
let mutual = 0
let slow = 0
let cut = 0
let proxy = 0
const tunnels: string[] = []

beforeAll(async () => {
  for (const [name, pem] of Object.entries(made)) writeFileSync(path(name), pem)
  const own = { key: made['server.key'], cert: made['server.crt'], ca: made['ca.crt'] }
  plain = await listening(http.createServer(greet))
  secure = await listening(https.createServer(own, greet))
  mutual = await listening(https.createServer({ ...own, requestCert: true, rejectUnauthorized: true }, greet))
  slow = await listening(http.createServer(() => undefined))
  cut = await listening(
    http.createServer((request, response) => {
      // Three ways to say how long an answer is; it is cut, or never ends.
      if (request.url?.startsWith('/length')) response.setHeader('content-length', 100)
      if (request.url?.startsWith('/close')) response.useChunkedEncodingByDefault = false
      response.write('entries:\n')
      if (request.url?.endsWith('/cut')) setTimeout(() => request.socket.destroy(), 20)
    }),
  )
  const forward = http.createServer((request, response) => void response.end(`proxied ${request.url}`))
  forward.on('connect', (request, socket) => {
    tunnels.push(`${request.url} ${request.headers['proxy-authorization'] ?? '-'}`)
    const onward = connect(secure, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  proxy = await listening(forward)
})

afterAll(() => {
  for (const server of servers) server.close()
})

const text = async (url: string, tls = noTls, environment = {}) => {
  const response = await realNetwork(environment)(tls)({ method: 'GET', url, headers: {} })
  return `${response.statusLine}: ${Buffer.from(response.body).toString()}`
}
const trusting = { ...noTls, caFile: path('ca.crt') }

test('an answer comes with its status, its text and its address', async () => {
  expect(await text(`http://127.0.0.1:${plain}/a?b=c`)).toBe('200 OK: GET /a?b=c')
})

test('a server is believed by --ca-file, or without a look', async () => {
  const url = `https://localhost:${secure}/`
  expect(await text(url, trusting)).toBe('200 OK: GET /')
  expect(await text(url, { ...noTls, insecureSkipTlsVerify: true })).toBe('200 OK: GET /')
  await expect(text(url)).rejects.toThrow(
    `Get "${url}": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
  )
})

test('a client shows its certificate where it is told to', async () => {
  const url = `https://localhost:${mutual}/`
  const shown = { ...trusting, certFile: path('client.crt'), keyFile: path('client.key') }
  expect(await text(url, shown)).toBe('200 OK: GET /')
  await expect(text(url, trusting)).rejects.toThrow(`Get "${url}": `)
})

test('HTTP where TLS was meant is said, with the flag that means it', async () => {
  await expect(text(`https://localhost:${plain}/`)).rejects.toMatchObject({
    diagnostics: [
      {
        message: `Get "https://localhost:${plain}/": http: server gave HTTP response to HTTPS client`,
        help: expect.stringContaining('--plain-http') as unknown,
      },
    ],
  })
})

test('files that cannot be read are named, all at once', () => {
  expect(() =>
    tlsOptions({ ...noTls, caFile: '/nowhere/ca', certFile: '/nowhere/cert', keyFile: '' }),
  ).toThrow(
    'can\'t create TLS config for client: unable to read cert file: "/nowhere/cert": open /nowhere/cert: no such file or directory\n' +
      'can\'t read CA file: "/nowhere/ca": open /nowhere/ca: no such file or directory',
  )
  expect(() => tlsOptions({ ...noTls, caFile: path('server.key') })).toThrow(
    'failed to append certificates from pem block',
  )
})

test('a proxy is asked for HTTP and tunnelled through for HTTPS', async () => {
  const environment = {
    HTTP_PROXY: `http://127.0.0.1:${proxy}`,
    HTTPS_PROXY: `http://ada:s3cret@127.0.0.1:${proxy}`,
  }
  expect(await text('http://charts.example.com/x', noTls, environment)).toBe(
    '200 OK: proxied http://charts.example.com/x',
  )
  await expect(text('https://charts.example.com/y', trusting, environment)).rejects.toThrow(
    'x509: certificate is not valid for the name of the server',
  )
  const blind = { ...noTls, insecureSkipTlsVerify: true }
  expect(await text('https://charts.example.com/y', blind, environment)).toBe('200 OK: GET /y')
  expect(tunnels.at(-1)).toBe(`charts.example.com:443 Basic ${Buffer.from('ada:s3cret').toString('base64')}`)
})

const bounds = { environment: {}, tls: tlsOptions(noTls), timeoutMs: 20_000, maxBytes: 1000 }

test('an answer that does not come, or does not end, is given up', async () => {
  const waiting = exchange(
    { method: 'GET', url: `http://127.0.0.1:${slow}/`, headers: {} },
    { ...bounds, timeoutMs: 20 },
  )
  await expect(waiting).rejects.toThrow(
    'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  )
  const large = exchange(
    { method: 'GET', url: `http://127.0.0.1:${plain}/${'x'.repeat(2000)}`, headers: {} },
    bounds,
  )
  await expect(large).rejects.toThrow('the answer is larger than 1000 bytes')
})

test.each(['/length', '/close', '/chunks'])('an answer that stops half way is no answer: %s', async (way) => {
  const get = (path: string, timeoutMs: number) =>
    exchange({ method: 'GET', url: `http://127.0.0.1:${cut}${path}`, headers: {} }, { ...bounds, timeoutMs })
  await expect(get(way, 50)).rejects.toThrow(
    'context deadline exceeded (Client.Timeout or context cancellation while reading body)',
  )
  // Where only the end of the connection ends the answer, no client can tell.
  if (way !== '/close') await expect(get(`${way}/cut`, 20_000)).rejects.toThrow('unexpected EOF')
})

test('nobody at the door is said as Go says it, without the password of the address', async () => {
  const refused = exchange({ method: 'GET', url: 'http://ada:s3cret@127.0.0.1:1/x', headers: {} }, bounds)
  await expect(refused).rejects.toThrow(
    'network: Get "http://ada:***@127.0.0.1:1/x": dial tcp 127.0.0.1:1: connect: connection refused',
  )
})
