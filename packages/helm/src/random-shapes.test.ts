import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseYamlValue, toObject } from '@seaworthy/yaml'
import { afterAll, expect, test } from 'vitest'
import { replay } from './replay.fixture.ts'
import { smallCharts, smallFolder, writeChart } from './small-charts.fixture.ts'

// No two runs of Helm agree in these lines; what can be said of both is compared.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'random-shapes-')))
afterAll(() => rmSync(folder, { recursive: true }))

/** What is the same in every certificate that one template makes. */
function certificateShape(pem: string): unknown {
  const certificate = new X509Certificate(pem)
  const { subject, issuer, subjectAltName, ca, keyUsage, publicKey, validFrom, validTo } = certificate
  const days = (Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000
  const key = { type: publicKey.asymmetricKeyType, ...publicKey.asymmetricKeyDetails }
  return { subject, issuer, subjectAltName, ca, keyUsage, key, days }
}

function keyShape(pem: string): unknown {
  const [label] = pem.split('\n')
  if (label === '-----BEGIN DSA PRIVATE KEY-----') return { label, type: 'dsa' }
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem)
  return { label, type: asymmetricKeyType, ...asymmetricKeyDetails }
}

/** Of a text its length and the kinds of its characters, of PEM what it holds. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'string') return typeof value
  if (value.startsWith('-----BEGIN CERTIFICATE')) return certificateShape(value)
  if (value.startsWith('-----BEGIN')) return keyShape(value)
  const marks = value.replace(/[A-Za-z0-9+/.]/g, 'x')
  return /^\$2a\$|:\$2a\$/.test(value) ? marks.replace(/(?<=\$)x+/g, 'x') : marks
}

/** Lines whose text is the same in every run. */
const fixed = ['aesBack', 'derive', 'htpasswdBad', 'unknown', 'keysOfMap', 'ago']

const chart = smallCharts().find(({ name }) => name === 'random')
if (chart === undefined) throw new Error('the chart of random values is gone')
writeChart(folder, chart)
const answers = JSON.parse(readFileSync(join(smallFolder, 'recorded', 'random.json'), 'utf8')).random

function read(text: string): Record<string, unknown> {
  return toObject(parseYamlValue(text)) as Record<string, unknown>
}

const ours = read(replay(folder, 'random', [], '4.2'))

test.each(['4.2', '3.21'] as const)('what is drawn has the shape that Helm %s gives it', (version) => {
  const helm = read((answers.both ?? answers[version]).stdout)
  expect(Object.keys(ours)).toEqual(Object.keys(helm))
  for (const [name, value] of Object.entries(helm)) {
    const [seen, wanted] = fixed.includes(name) ? [ours[name], value] : [shapeOf(ours[name]), shapeOf(value)]
    expect(seen, name).toEqual(wanted)
  }
})
