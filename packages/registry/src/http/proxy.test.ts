import { expect, test } from 'vitest'
import { proxyFor } from './proxy.ts'

const both = { HTTP_PROXY: 'http://ada:pw@proxy.example.com:3128', HTTPS_PROXY: 'secure.example.com:8080' }

test('each scheme has its proxy, in either case of its variable', () => {
  expect(proxyFor(new URL('http://charts.example.com/x'), both)?.href).toBe(
    'http://ada:pw@proxy.example.com:3128/',
  )
  expect(proxyFor(new URL('https://charts.example.com/x'), both)?.href).toBe(
    'http://secure.example.com:8080/',
  )
  expect(proxyFor(new URL('http://a.example.com'), { http_proxy: 'http://p:1' })?.host).toBe('p:1')
  expect(proxyFor(new URL('http://a.example.com'), {})).toBe(undefined)
})

test.each(['http://localhost:5000/', 'http://127.0.0.1/', 'http://[::1]:80/'])('%s needs no proxy', (url) => {
  expect(proxyFor(new URL(url), both)).toBe(undefined)
})

test.each([
  ['http://charts.example.com', 'example.com', true],
  ['http://example.com', 'example.com', true],
  ['http://badexample.com', 'example.com', false],
  ['http://example.com', '.example.com', false],
  ['http://a.b.example.com', '.example.com', true],
  ['http://a.example.com', '*.example.com', true],
  ['http://a.example.com', 'other.org, a.example.com', true],
  ['http://a.example.com:8080', 'a.example.com:8080', true],
  ['http://a.example.com:8080', 'a.example.com:80', false],
  ['http://a.example.com', '*', true],
  ['http://10.1.2.3', '10.0.0.0/8', true],
  ['http://11.1.2.3', '10.0.0.0/8', false],
  ['http://10.1.2.3', '10.1.2.3', true],
  ['http://[fd00::1]', 'fd00::/8', true],
  ['http://10.1.2.3', '10.0.0.0/99', false],
  ['http://a.example.com', '', false],
])('%s past the proxy with NO_PROXY=%s: %s', (url, NO_PROXY, direct) => {
  expect(proxyFor(new URL(url), { ...both, NO_PROXY }) === undefined).toBe(direct)
})
