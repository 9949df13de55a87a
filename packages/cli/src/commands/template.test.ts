import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { folderWith, run } from '../testing.ts'

afterEach(() => vi.unstubAllEnvs())

const chart = (template: string) => ({
  'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
  'c/templates/a.yaml': template,
})

/** What is printed of one template, without separator and source. */
async function body(files: Readonly<Record<string, string>>, args: readonly string[]): Promise<string> {
  const { out, err } = await run(['template', 'r', 'c', ...args], { cwd: folderWith(files) })
  return err === '' ? out.replace(/^---\n# Source: c\/templates\/a.yaml\n/, '') : err
}

/** Serves while `use` runs, and hands it the address. */
async function serving<T>(answer: RequestListener, use: (address: string) => Promise<T>): Promise<T> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.close()
  }
}

const values = chart('a: {{ .Values.a }} {{ .Values.b }}')

test('values files and texts of --set-file are fetched from addresses', async () => {
  const asked: string[] = []
  const seen = await serving(
    ({ url = '' }, answer) => {
      asked.push(url)
      answer.end(url === '/v.yaml' ? 'a: 1' : 'text')
    },
    (address) =>
      body(values, ['-f', `${address}/v.yaml`, '--set-file', `x=c/Chart.yaml,b=${address}/b?x=1\\,2`]),
  )
  expect(seen).toBe('a: 1 text\n')
  expect(asked).toEqual(['/v.yaml', '/b?x=1,2'])
})

test('an address that answers with something else is an error in the words of Helm', async () => {
  const [address, seen] = await serving(
    (_request, answer) => answer.writeHead(404).end(),
    async (at) => [at, await body(values, ['-f', `${at}/v.yaml`])] as const,
  )
  expect(seen).toContain(`error[fetch-failed]: failed to fetch ${address}/v.yaml : 404 Not Found\n`)
  expect(await body(values, ['-f', `${address}/v.yaml`])).toContain(
    `error[fetch-failed]: Get "${address}/v.yaml": `,
  )
})

test('an address that never ends is cut off', async () => {
  const seen = await serving(
    (_request, answer) => {
      const block = Buffer.alloc(1 << 20, '#')
      const more = () => void (answer.writable && answer.write(block, more))
      more()
    },
    (address) => body(values, ['-f', `${address}/v.yaml`]),
  )
  expect(seen).toMatch(/limit-values.*v\.yaml has more than 33554432 bytes/)
})

const lookup = chart(
  [
    'one: {{ (lookup "v1" "Secret" "n" "s").data.x }}',
    'other: {{ lookup "v1" "Secret" "m" "s" | toJson }}',
    'names: {{ range (lookup "v1" "Secret" "" "").items }}{{ .metadata.name }} {{ end }}',
    'number: {{ (lookup "x.org/v1" "Boat" "" "b").size }}',
  ].join('\n'),
)
const manifests = {
  'objects/b.json': '{"apiVersion": "x.org/v1", "kind": "Boat", "metadata": {"name": "b"}, "size": 1000000}',
  'objects/s.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {x: eA==}\n',
  'objects/readme.md': 'none of these',
}

test('--lookup-file answers lookup from a folder, or from files', async () => {
  const answer = 'one: eA==\nother: {}\nnames: s \nnumber: 1000000\n'
  const files = { ...lookup, ...manifests }
  expect(await body(files, ['-n', 'n', '--lookup-file', 'objects'])).toBe(answer)
  const each = ['--lookup-file', 'objects/b.json', '--lookup-file', 'objects/s.yaml']
  expect(await body(files, ['-n', 'n', ...each])).toBe(answer)
  expect(await body(files, ['--lookup-file', 'nowhere'])).toContain('open nowhere: no such file or directory')
})

test('HELM_NAMESPACE counts where no flag does', async () => {
  vi.stubEnv('HELM_NAMESPACE', 'city')
  const files = chart('a: {{ .Release.Namespace }}')
  expect(await body(files, [])).toBe('a: city\n')
  expect(await body(files, ['-n', 'land'])).toBe('a: land\n')
})

test('getHostByName asks DNS only where it may', async () => {
  const files = chart('a: "{{ getHostByName "localhost" }}"')
  expect(await body(files, [])).toBe('a: ""\n')
  expect(await body(files, ['--enable-dns'])).toMatch(/^a: "(127\.0\.0\.1|::1)"\n$/)
})

test('limits are raised and lowered', async () => {
  const files = chart('a: {{ repeat 2000 "x" | len }}')
  expect(await body(files, [])).toBe('a: 2000\n')
  expect(await body(files, ['--limit', 'text=1_000'])).toBe(
    `error[limit-text]: repeat: 2000 is more than this renderer allows (1000)
  found: repeat
  expected: at most 1000
  help: for a chart that you trust: --limit text=NUMBER
  = Use --debug flag to render out invalid YAML
`.replace(/( {2}help.*\n)( {2}=.*\n)/, '$2$1'),
  )
  expect(await body(files, ['--limit', 'file=10'])).toContain('is larger than the maximum file size 10')
  expect(await body(files, ['--limit', 'txt=1'])).toContain('error[limit-invalid]: --limit txt=1 is no limit')
  expect(await body(files, ['--limit', '__proto__=1'])).toContain('error[limit-invalid]')
})

test('--follow-links lets links lead out of a chart', async () => {
  const cwd = folderWith({ ...chart('a: 1'), 'b.yaml': 'b: 2' })
  symlinkSync('../../b.yaml', join(cwd, 'c/templates/b.yaml'))
  const refused = await run(['template', 'c'], { cwd })
  expect(refused).toMatchObject({ status: 1, out: '' })
  expect(refused.err).toMatch(/leads out of the chart[^]*--follow-links/)
  const followed = await run(['template', 'c', '--follow-links'], { cwd })
  expect(followed.out).toContain('b: 2')
  expect(followed.err).toContain(
    'msg="found symbolic link in path. Contents of linked file included and used"',
  )
})

test('bytes that are no UTF-8 are no YAML, and stay as they are where no YAML is wanted', async () => {
  const cwd = folderWith(chart('a: {{ .Values.a | default "" | b64enc }}\nb: {{ .Values.b }}\n'))
  const latin = Buffer.from('b: caf\xe9 \n', 'latin1')
  writeFileSync(join(cwd, 'latin.yaml'), latin)
  const call = (...args: string[]) => run(['template', 'c', ...args], { cwd })
  const said = 'error converting YAML to JSON: yaml: invalid trailing UTF-8 octet'
  const wrong = await call('-f', 'latin.yaml')
  expect(wrong.err).toContain(`failed to parse latin.yaml: cannot unmarshal yaml document: ${said}`)
  expect(wrong.status).toBe(1)
  expect((await call('--set-file', 'a=latin.yaml')).out).toContain(`a: ${latin.toString('base64')}`)
  const rendered = await call('--set-file', 'b=latin.yaml')
  expect(rendered.err).toContain(`YAML parse error on c/templates/a.yaml: ${said}`)
  writeFileSync(join(cwd, 'c/values.yaml'), latin)
  expect((await call()).err).toContain(`cannot load values.yaml: cannot unmarshal yaml document: ${said}`)
  writeFileSync(join(cwd, 'c/Chart.yaml'), Buffer.concat([Buffer.from('name: c\n'), latin]))
  expect((await call()).err).toContain(`cannot load Chart.yaml: ${said}`)
})

test('values files, texts of --set-file and what a post-renderer prints have their limits', async () => {
  const cwd = folderWith({ ...values, 'long.yaml': `c: ${'x'.repeat(2000)}` })
  const limited = async (...args: string[]) => (await run(['template', 'c', ...args], { cwd })).err
  const fault = 'error[limit-values]: long.yaml has more than 1000 bytes'
  expect(await limited('-f', 'long.yaml', '--limit', 'values=1000')).toContain(fault)
  expect(await limited('--set-file', 'b=long.yaml', '--limit', 'values=1000')).toContain(fault)
  expect(await limited('-f', 'long.yaml', '--limit', 'values=3000')).toBe('')
  expect(await limited('-f', '/dev/zero')).toContain('error[limit-values]: /dev/zero has more than 33554432')
  const endless = ['--helm-version', '3.21', '--post-renderer', 'yes', '--limit', 'output=100_000']
  expect(await limited(...endless)).toMatch(
    /error\[limit-output\]: the post-renderer .*yes printed more than 100000/,
  )
})

test.each([['--validate'], ['--dry-run=server']])('%s needs a cluster', async (flag) => {
  expect(await body(values, [flag])).toContain('error[no-cluster]')
})

test('what a command of Helm does not find is told in its words', async () => {
  expect(await body(values, ['--repo', 'https://charts.example.org'])).toContain('error[')
  expect(await body(values, ['--verify'])).toContain('error[')
})
