import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TrialReport } from '../report/trial-report.ts'
import { run, testdata } from '../testing.ts'

test('check shows a finding in full and ends with 1', async () => {
  const { status, out, err } = await run(['check', 'corner', 'shop', '-n', 'city', '--set', 'probePort=8001'])
  expect({ status, err }).toEqual({ status: 1, err: '' })
  expect(out).toBe(`shop 1.0.0 as release corner in namespace city

FINDINGS
  warning[PRB005] Deployment/corner-web: readinessProbe of container web asks port 8001, which is not open
    --> shop/templates/web.yaml:35:24
      35 |               port: {{ .Values.probePort }}
         |                        ^
    cause:  the container declares http (8000), and nothing in the release speaks of 8001
    effect: the pod never becomes ready: no traffic, and a rollout that never ends
    fix:    ask a port that the container declares, best by name: http
    values: probePort (--set)
    field:  spec.template.spec.containers[0].readinessProbe.httpGet.port
    check:  probe-on-closed-port

NOT JUDGED
  nothing

1 finding in 14 checks
`)
})

test('check ends with 0 where it finds nothing', async () => {
  const { status, out } = await run(['check', 'shop'])
  expect(status).toBe(0)
  expect(out).toMatch(
    /FINDINGS\n {2}none in 14 checks: API001, AVL006, .*\n\nNOT JUDGED\n {2}nothing\n\nno finding in 14 checks\n$/s,
  )
})

test('check -o json says the same to machines, and nothing else', async () => {
  const { status, out, err } = await run(['check', 'shop', '--set', 'probePort=8001', '-o', 'json'])
  expect({ status, err }).toEqual({ status: 1, err: '' })
  const report = JSON.parse(out)
  expect(report).toMatchObject({
    apiVersion: 'seaworthy.dev/v1alpha1',
    kind: 'CheckReport',
    chart: { name: 'shop', version: '1.0.0', path: 'shop' },
    unjudged: [],
  })
  expect(report.findings).toMatchObject([
    { code: 'PRB005', where: { file: 'shop/templates/web.yaml', line: 35 }, values: ['probePort'] },
  ])
})

test('trial tells what it tried and ends with 0 when all held', async () => {
  const { status, out, err } = await run(['trial', 'shop', '--runs', '2', '--scenario', 'upgrade-image'])
  expect(status).toBe(0)
  expect(err).toBe('compiling and rendering …\non trial …\non trial: 1 of 2\non trial: 2 of 2\n')
  expect(out.match(/^[A-Z ]+$/gm)).toEqual(['FINDINGS', 'TRIALS', 'ASKED', 'ASSUMED', 'NOT JUDGED'])
  expect(out).toMatch(/^ {2}upgrade to a new image +--wait +ok .* 2 runs, no violation$/m)
  expect(out).toMatch(/^TIMELINE {2}upgrade to a new image, --wait, seed 0$/m)
  expect(out).toMatch(/^ {2}release-name-web new .*░+█+/m)
  expect(out).toMatch(/registry\.example\/shop\/web:1\.4 .* runs on/)
  expect(out).toMatch(/no finding and no violation in 4 runs/)
})

test('trial shows a violation with the story that led to it, and how to replay it', async () => {
  const { status, out, err } = await run(
    'trial shop rolls --runs 3 -q --scenario upgrade-image --wait'.split(' '),
  )
  expect({ status, err }).toEqual({ status: 1, err: '' })
  expect(out).toMatch(/^ {2}upgrade to a new image +--wait +VIOLATED .* 3 runs, 3 with a violation$/m)
  expect(out).toMatch(/violated\[singleton\] upgrade to a new image, with --wait$/m)
  expect(out).toMatch(/Deployment\/shop-beat runs 2 times at once: shop-beat-/)
  const replay = / replay: seaworthy (trial .*)$/m.exec(out)?.[1] ?? ''
  expect(replay).toMatch(/^trial shop rolls --scenario upgrade-image --wait --seed \d+$/)
  const again = await run([...replay.split(' '), '-q'])
  const violation = / {4}at [\d.]+ s: Deployment\/shop-beat runs 2 times at once: .*/
  expect(violation.exec(again.out)?.[0]).toBe(violation.exec(out)?.[0])
})

test('trial -o json holds every scenario with and without --wait, and the checks', async () => {
  const { status, out, err } = await run(['trial', 'shop', '--runs', '1', '-o', 'json', '-q'])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  const report = JSON.parse(out) as TrialReport
  expect(report).toMatchObject({ kind: 'TrialReport', command: 'seaworthy trial release-name shop' })
  expect(report.check.findings).toEqual([])
  const verdicts = report.scenarios.map(({ scenario, wait, verdict }) => `${scenario} ${wait} ${verdict}`)
  expect(verdicts).toEqual([
    'first-install true held',
    'first-install false held',
    'upgrade-unchanged true held',
    'upgrade-unchanged false held',
    'upgrade-image true held',
    'upgrade-image false held',
    'upgrade-migration-fails true not-tried',
    'upgrade-migration-fails false not-tried',
    'upgrade-never-ready true held',
    'upgrade-never-ready false held',
    'drain false held',
  ])
})

test('the same call gives the same report', async () => {
  const args = ['trial', 'shop', '--runs', '3', '-q', '--scenario', 'drain']
  expect(await run(args)).toEqual(await run(args))
})

test('a finding alone makes a trial end with 1', async () => {
  const args = [
    'trial',
    'shop',
    '--runs',
    '1',
    '-q',
    '--scenario',
    'first-install',
    '--set',
    'probePort=8001',
  ]
  expect((await run(args)).status).toBe(1)
})

test('the progress line of a terminal is gone before an error is told', async () => {
  const { err } = await run(['trial', 'values-broken'], { live: true })
  expect(err).toMatch(/^\r\u001b\[2Kcompiling and rendering …\r\u001b\[2Kerror\[yaml-syntax\]/)
})

test('template --show-only prints one template', async () => {
  const { status, out } = await run(['template', 'shop', '-s', 'templates/web.yaml'])
  expect(status).toBe(0)
  expect(out.match(/^(# Source: .*|kind: .*)$/gm)).toEqual([
    '# Source: shop/templates/web.yaml',
    'kind: Service',
    '# Source: shop/templates/web.yaml',
    'kind: Deployment',
  ])
})

test('build compiles nothing that is not there, and nothing is left behind', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'seaworthy-'))
  try {
    const { status, err } = await run(['build', join(testdata, 'shop')], { cwd })
    expect({ status, err: err.split('\n')[0] }).toEqual({
      status: 2,
      err: `error[chart-not-found]: there is no typed chart in ${join(testdata, 'shop')}`,
    })
  } finally {
    rmSync(cwd, { recursive: true })
  }
})
