import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { maskedDifference } from './compare.ts'
import { type Answer, errorOf } from './helm-answers.ts'
import { optionsOf, ourAnswer } from './our-answer.ts'

const renders = (text: string): Answer => ({ ok: true, text })
const fails = (...faults: string[]): Answer => ({ ok: false, faults })

test('a line that runs of Helm draw is masked, another is the first difference', () => {
  const runs = [renders('a: 1\npass: Ab3dEf\nb: 2\n'), renders('a: 1\npass: xY9zQr\nb: 2\n')]
  expect(maskedDifference(renders('a: 1\npass: Zz1yXx\nb: 2\n'), runs)).toBeUndefined()
  expect(maskedDifference(renders('a: 1\npass: Zz1yXx\nb: 3\n'), runs)).toContain(
    'line 3\nHelm: "b: 2"\nours: "b: 3"',
  )
  expect(maskedDifference(renders('a: 1\npass: Zz1\nb: 2\n'), runs)).toContain('line 2')
  expect(maskedDifference(renders('a: 1\npass: Zz1yXx\nb: 2\nc: 1\n'), runs)).toContain('line 4')
})

test('lines that Helm orders by chance may come in any order', () => {
  const runs = [renders('x\n10: a\n9: b\ny\n'), renders('x\n9: b\n10: a\ny\n')]
  expect(maskedDifference(renders('x\n9: b\n10: a\ny\n'), runs)).toBeUndefined()
  expect(maskedDifference(renders('x\n9: b\n11: a\ny\n'), runs)).toContain('line 2')
})

test('failing alike means that what Helm says is among what we say', () => {
  expect(maskedDifference(fails('other', 'bad'), [fails('bad')])).toBeUndefined()
  expect(maskedDifference(fails('other'), [fails('bad')])).toContain('Helm fails: bad')
  expect(maskedDifference(renders(''), [fails('bad')])).toContain('ours renders')
  expect(maskedDifference(fails('bad'), [renders('')])).toContain('Helm renders')
})

test('the causes of a schema come in the order of a Go map', () => {
  const said = (...lines: string[]) => `the schema(s) in the following chart(s):\n${lines.join('\n')}`
  expect(maskedDifference(fails(said('a', 'b')), [fails(said('b', 'a'))])).toBeUndefined()
  expect(maskedDifference(fails(said('a', 'c')), [fails(said('b', 'a'))])).toContain('Helm fails')
})

test('where Helm has no network, a remote schema fails alike', () => {
  const said = (why: string) => `the schema(s):\nfailing loading "https://a.b/c.json": ${why}`
  const helm = 'HTTP request failed for https://a.b/c.json: dial tcp: lookup a.b on 10.0.0.1:53: no such host'
  expect(maskedDifference(fails(said('remote schemas are not fetched')), [fails(said(helm))])).toBeUndefined()
  expect(maskedDifference(fails(said('EOF')), [fails(said(helm))])).toContain('Helm fails')
})

function certificate(days: number, packed: boolean): Answer {
  const chart = mkdtempSync(join(tmpdir(), 'certificate-'))
  mkdirSync(join(chart, 'templates'))
  writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: certificate\nversion: 1.0.0\n')
  const value = packed ? '{{ $pair.Cert | b64enc }}' : '|\n{{ $pair.Cert | indent 4 }}'
  writeFileSync(
    join(chart, 'templates/a.yaml'),
    `{{ $pair := genSignedCert "a" nil (list "a.b") ${days} (genCA "root" 100) }}\na:\n  tls: ${value}\n`,
  )
  return ourAnswer('4.2', { house: '', chart, label: '', args: [] })
}

test.each([true, false])('certificates are compared by what they say (base64: %s)', (packed) => {
  const runs = [certificate(10, packed), certificate(10, packed)]
  expect(maskedDifference(certificate(10, packed), runs)).toBeUndefined()
  const difference = maskedDifference(certificate(11, packed), runs)
  expect(difference).toContain('issuer CN=root, names DNS:a.b, authority false')
  expect(difference).toContain(`valid for ${11 * 86_400} s`)
})

test('a flag that parity does not know is no silence', () => {
  expect(() => optionsOf(['--strict'])).toThrow('parity does not know the flag --strict')
})

test('the error of Helm is found behind its warnings', () => {
  const stderr = 'level=INFO msg=x\nError: first\nsecond\n\nUse --debug flag to render out invalid YAML\n'
  expect(errorOf(stderr)).toBe('first\nsecond')
})
