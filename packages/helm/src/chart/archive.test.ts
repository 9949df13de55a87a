import { gzipSync } from 'node:zlib'
import { DiagnosticError } from '@seaworthy/diagnostics'
import { expect, test } from 'vitest'
import { unpackArchive } from './archive.ts'
import { textOf } from './chart-file.ts'

interface Entry {
  readonly name: string
  readonly text?: string
  readonly flag?: string
}

/** A tar archive, gzipped, of the given entries. */
function pack(entries: readonly Entry[]): Uint8Array {
  const blocks = entries.flatMap(({ name, text = '', flag = '0' }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write('0000644\0', 100)
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(flag, 156)
    header.write('ustar\0', 257)
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512)
    body.write(text)
    return [header, body]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

function messageOf(packed: Uint8Array): string {
  try {
    unpackArchive(packed)
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]?.message ?? ''
    throw error
  }
  return 'unpacked'
}

test('the first folder is dropped whatever it is called, folders are no files', () => {
  const packed = pack([
    { name: 'any/', flag: '5' },
    { name: 'any/Chart.yaml', text: '\ufeffname: x\n' },
    { name: 'any\\templates\\a.yaml', text: 'a' },
  ])
  expect(unpackArchive(packed).map((file) => [file.name, textOf(file)])).toEqual([
    ['Chart.yaml', 'name: x\n'],
    ['templates/a.yaml', 'a'],
  ])
})

test('long names come from a pax header', () => {
  const long = `any/templates/${'x'.repeat(120)}.yaml`
  const record = ` path=${long}\n`
  const size = Buffer.byteLength(record) + 3
  const packed = pack([
    { name: 'pax', flag: 'x', text: `${size}${record}` },
    { name: 'short', text: 'a' },
  ])
  expect(unpackArchive(packed)[0]?.name).toBe(long.slice('any/'.length))
})

test.each([
  [[{ name: 'a/../../etc/passwd' }], 'chart illegally references parent directory'],
  [[{ name: 'a//etc/passwd' }], 'chart illegally contains absolute paths'],
  [[{ name: 'Chart.yaml' }], 'chart illegally contains content outside the base directory: "Chart.yaml"'],
  [[{ name: 'Chart.yaml/x' }], 'chart yaml not in base directory'],
  [[{ name: 'a/c:/x' }], 'chart contains illegally named files'],
  [[{ name: 'a/link', flag: '2' }], 'the chart archive holds a link or special file: a/link'],
  [[], 'no files in chart archive'],
])('refuses %j', (entries, message) => {
  expect(messageOf(pack(entries))).toBe(message)
})

test('refuses a file beyond the bound, and text that is no archive', () => {
  const large = pack([{ name: 'a/large', text: 'x'.repeat(5 * 1024 * 1024 + 1) }])
  expect(messageOf(large)).toContain('is larger than the maximum file size')
  expect(messageOf(Buffer.from('plain text'))).toBe('gzip: invalid header')
  expect(messageOf(gzipSync(Buffer.alloc(600, 1)))).toContain('invalid tar header')
})

test('refuses an archive that unpacks beyond all measure', () => {
  expect(messageOf(gzipSync(Buffer.alloc(140 * 1024 * 1024)))).toContain('larger than the maximum size')
})

test.each([
  ['cut short', (packed: Buffer) => packed.subarray(0, 60), 'unexpected EOF'],
  ['cut within its header', (packed: Buffer) => packed.subarray(0, 5), 'unexpected EOF'],
  ['packed by another method', (packed: Buffer) => packed.fill(7, 2, 3), 'gzip: invalid header'],
  [
    'changed in its checksum',
    (packed: Buffer) => packed.fill(1, packed.length - 8, packed.length - 4),
    'gzip: invalid checksum',
  ],
  ['changed within', (packed: Buffer) => packed.fill(255, 10, 30), 'flate: corrupt input'],
])('an archive that is %s is refused in the words of Go', (_how, damage, message) => {
  expect(messageOf(damage(Buffer.from(pack([{ name: 'x/Chart.yaml', text: 'name: x\n' }]))))).toBe(message)
})
