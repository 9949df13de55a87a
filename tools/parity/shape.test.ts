import { expect, test } from 'vitest'
import { sameShape } from './shape.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const hash = (of: string) => `$2a$10$${of.repeat(53)}`

test.each<[line: string, samples: string[]]>([
  ['  password: "aB3xY9kLm2"', ['  password: "Qw8erTy7Ui"', '  password: "zX1cVb5Nm0"']],
  [
    `  password: ${base64('aB3xY9kLm2')}`,
    [`  password: ${base64('Qw8erTy7Ui')}`, `  password: ${base64('zX1cVb5Nm0')}`],
  ],
  [
    `  checksum/secret: ${'0a1b'.repeat(16)}`,
    [`  checksum/secret: ${'9f8e'.repeat(16)}`, `  checksum/secret: ${'7c6d'.repeat(16)}`],
  ],
  [`  htpasswd: admin:${hash('a')}`, [`  htpasswd: admin:${hash('b')}`, `  htpasswd: admin:${hash('C')}`]],
  [
    'id: 123e4567-e89b-42d3-a456-426614174000',
    ['id: 9b2e4567-e89b-42d3-b456-426614174aaa', 'id: 0c2e4567-e89b-42d3-8456-42661417bbbb'],
  ],
  ['all: map[a:0xc000010000]', ['all: map[a:0x111a393df5f0]', 'all: map[a:0x2e8b04ec2790]']],
  ['keys: b, a, c', ['keys: a, b, c', 'keys: c, b, a']],
])('%s could be drawn where Helm draws %s', (line, samples) => {
  expect(sameShape(line, samples)).toBe(true)
})

test.each<[why: string, line: string, samples: string[]]>([
  ['another key', '  passwort: "aB3xY9kLm2"', ['  password: "Qw8erTy7Ui"', '  password: "zX1cVb5Nm0"']],
  ['another length', '  password: "aB3xY9kLm2a"', ['  password: "Qw8erTy7Ui"', '  password: "zX1cVb5Nm0"']],
  ['no quote', '  password: aB3xY9kLm2', ['  password: "Qw8erTy7Ui"', '  password: "zX1cVb5Nm0"']],
  [
    'not the alphabet',
    `sum: ${'0a1z'.repeat(16)}`,
    [`sum: ${'9f8e'.repeat(16)}`, `sum: ${'7c6d'.repeat(16)}`],
  ],
  ['no hash', `a: ${'x'.repeat(60)}`, [`a: ${hash('b')}`, `a: ${hash('c')}`]],
  [
    'more than an address',
    'all: map[b:0xc000010000]',
    ['all: map[a:0x111a393df5f0]', 'all: map[a:0x2e8b04ec2790]'],
  ],
  [
    'no UUID',
    'id: 123e4567-e89b-12d3-a456-426614174000',
    ['id: 9b2e4567-e89b-42d3-b456-426614174aaa', 'id: 0c2e4567-e89b-42d3-8456-42661417bbbb'],
  ],
  [
    'another text inside',
    `a: ${base64('pass: aB3xY9kLm2')}`,
    [`a: ${base64('word: Qw8erTy7Ui')}`, `a: ${base64('word: zX1cVb5Nm0')}`],
  ],
])('%s is no draw', (_, line, samples) => {
  expect(sameShape(line, samples)).toBe(false)
})
