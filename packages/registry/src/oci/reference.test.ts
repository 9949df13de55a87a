import { expect, test } from 'vitest'
import { parseChallenge } from './challenge.ts'
import { localRfc3339, localRfc3339Nano } from './local-rfc3339.ts'
import { checkRealm } from './realm.ts'
import { parseReference, referenceText } from './reference.ts'

const digest = `sha256:${'0'.repeat(64)}`

test.each([
  ['oci://r.example.com/a/b:1.0.0+x', 'r.example.com/a/b:1.0.0_x'],
  ['r.example.com:5000/a', 'r.example.com:5000/a'],
  ['localhost:5000/a:1', 'localhost:5000/a:1'],
  [`r.example.com/a@${digest}`, `r.example.com/a@${digest}`],
  ['[::1]:5000/a-b_c.d/e__f', '[::1]:5000/a-b_c.d/e__f'],
])('%s is %s', (text, expected) => {
  expect(referenceText(parseReference(text))).toBe(expected)
})

test.each([
  ['oci://r.example.com', 'missing registry or repository'],
  ['oci:///a', 'invalid registry ""'],
  ['oci://r.example.com/A', 'invalid repository "A"'],
  ['oci://r.example.com/a//b', 'invalid repository "a//b"'],
  ['oci://r.example.com/../b', 'invalid repository "../b"'],
  ['oci://r.example.com/a:1/2', 'invalid tag "1/2"'],
  ['oci://r.example.com/a@sha256:1', 'invalid digest "sha256:1"'],
  ['oci://ada:pw@r.example.com/a', 'missing registry or repository'],
])('%s is refused: %s', (text, why) => {
  expect(() => parseReference(text)).toThrow(`invalid reference: ${why}`)
})

test.each([
  ['of one letter', `${'a'.repeat(1000)}!`],
  ['of parts', 'a-'.repeat(400)],
  ['beyond all measure', 'a-'.repeat(100_000)],
  ['of folders', `${'a/'.repeat(500)}!`],
])('a name %s that is wrong is refused at once', (_what, name) => {
  const start = performance.now()
  expect(() => parseReference(`r.example.com/${name}`)).toThrow('invalid repository')
  expect(performance.now() - start).toBeLessThan(1000)
})

test.each([
  ['Basic realm="x"', 'basic', []],
  [
    'bearer realm="https://a/b?c=d",service="s, t",scope=x',
    'bearer',
    [
      ['realm', 'https://a/b?c=d'],
      ['service', 's, t'],
      ['scope', 'x'],
    ],
  ],
  ['Bearer realm="a\\"b"', 'bearer', [['realm', 'a"b']]],
  ['Bearer', 'bearer', []],
])('the challenge %s', (header, scheme, parameters) => {
  const challenge = parseChallenge(header)
  expect([challenge?.scheme, [...(challenge?.parameters ?? [])]]).toEqual([scheme, parameters])
})

test('nobody answers a challenge that nobody speaks', () => {
  expect([parseChallenge('Negotiate x'), parseChallenge(''), parseChallenge(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test.each([
  ['https://auth.example.com/token', 'https://r.example.com', undefined],
  ['http://auth.example.com/token', 'http://r.example.com', undefined],
  ['http://127.0.0.1/token', 'http://127.0.0.1:5000', undefined],
  [
    'http://auth.example.com/token',
    'https://r.example.com',
    'uses http but registry was contacted over https',
  ],
  [
    'https://169.254.169.254/token',
    'https://r.example.com',
    'is a loopback, link-local, private, or unspecified address',
  ],
  [
    'https://10.0.0.1/token',
    'https://r.example.com',
    'is a loopback, link-local, private, or unspecified address',
  ],
  [
    'https://[::1]/token',
    'https://r.example.com',
    'is a loopback, link-local, private, or unspecified address',
  ],
  ['file:///etc/passwd', 'https://r.example.com', 'uses unsupported scheme "file"'],
  ['', 'https://r.example.com', 'failed to parse bearer realm ""'],
])('the token server %s of %s: %s', (realm, registry, fault) => {
  const check = () => checkRealm(realm, registry)
  if (fault === undefined) expect(check).not.toThrow()
  else expect(check).toThrow(fault)
})

test('times are those of the zone, whole or with what there is of a second', () => {
  const ms = Date.UTC(2026, 0, 2, 3, 4, 5, 60)
  expect([localRfc3339(ms, 0), localRfc3339(ms, 120), localRfc3339(ms, -570)]).toEqual([
    '2026-01-02T03:04:05Z',
    '2026-01-02T05:04:05+02:00',
    '2026-01-01T17:34:05-09:30',
  ])
  expect([localRfc3339Nano(ms, 60), localRfc3339Nano(ms - 60, 0)]).toEqual([
    '2026-01-02T04:04:05.06+01:00',
    '2026-01-02T03:04:05Z',
  ])
})
