import { gunzipSync, gzipSync } from 'node:zlib'
import { formatHelmTime, parseHelmTime } from './helm-time.ts'
import type { HookRecord, HookRun, ReleaseRecord } from '../release.ts'

/** How a record becomes the text in its Secret. */
export interface ReleaseCodec {
  encode(record: ReleaseRecord): string
  decode(text: string): ReleaseRecord
}

/**
 * Helm's own: base64 of gzip of JSON (`pkg/storage/driver/util.go`), once more base64 as every Secret's data. The chart's
 * metadata is stored, not yet its templates and files: `helm get manifest|values|notes|hooks`, `status` and `history` read it.
 */
export const helmCodec: ReleaseCodec = {
  encode: (record) => base64(gzipSync(JSON.stringify(toHelm(record)), { level: 9 }).toString('base64')),
  decode(text) {
    const inner = Buffer.from(Buffer.from(text, 'base64').toString(), 'base64')
    const isGzip = inner[0] === 0x1f && inner[1] === 0x8b
    return fromHelm(JSON.parse((isGzip ? gunzipSync(inner) : inner).toString()) as HelmRelease)
  },
}

/**
 * For trials: what operations read back, without the rendered texts and without compression, which would cost more time than the
 * rest of a simulated upgrade. That a record of the real size fits into a Secret is another question, and asked elsewhere.
 */
export const outlineCodec: ReleaseCodec = {
  encode: (record) =>
    base64(JSON.stringify(toHelm({ ...record, manifest: '', notes: '', hooks: [], userValues: {} }))),
  decode: (text) => fromHelm(JSON.parse(Buffer.from(text, 'base64').toString()) as HelmRelease),
}

/** The JSON of `pkg/release/v1/release.go`, as far as it is filled. */
interface HelmRelease {
  name: string
  info: {
    first_deployed: string
    last_deployed: string
    description: string
    status: ReleaseRecord['status']
    notes?: string
  }
  chart: {
    metadata: ReleaseRecord['chart']
    templates: null
    values: null
    schema: null
    files: null
    lock: null
  }
  config: ReleaseRecord['userValues'] | null
  manifest: string
  hooks?: HelmHook[]
  version: number
  namespace: string
  apply_method?: string
}

interface HelmHook {
  name: string
  kind: string
  path: string
  manifest: string
  events: ReleaseRecord['hooks'][number]['events']
  weight?: number
  delete_policies?: readonly string[]
  last_run?: HelmHookRun
}

interface HelmHookRun {
  started_at?: string
  completed_at?: string
  phase?: HookRun['phase'] | ''
}

function toHelm(record: ReleaseRecord): HelmRelease {
  const info: HelmRelease['info'] = {
    first_deployed: formatHelmTime(record.firstDeployedAt),
    last_deployed: formatHelmTime(record.lastDeployedAt),
    description: record.description,
    status: record.status,
  }
  if (record.notes !== '') info.notes = record.notes
  const config = Object.keys(record.userValues).length === 0 ? null : record.userValues
  return {
    name: record.name,
    info,
    chart: { metadata: record.chart, templates: null, values: null, schema: null, files: null, lock: null },
    config,
    manifest: record.manifest,
    hooks: record.hooks.map(toHelmHook),
    version: record.revision,
    namespace: record.namespace,
    apply_method: record.applyMethod,
  }
}

function fromHelm(release: HelmRelease): ReleaseRecord {
  return {
    name: release.name,
    namespace: release.namespace,
    revision: release.version,
    status: release.info.status,
    description: release.info.description,
    firstDeployedAt: parseHelmTime(release.info.first_deployed),
    lastDeployedAt: parseHelmTime(release.info.last_deployed),
    chart: release.chart.metadata,
    userValues: release.config ?? {},
    manifest: release.manifest,
    hooks: (release.hooks ?? []).map(fromHelmHook),
    notes: release.info.notes ?? '',
    // Helm 3 writes none, and applies on the client's side.
    applyMethod: release.apply_method === 'ssa' ? 'ssa' : 'csa',
  }
}

function toHelmHook(hook: HookRecord): HelmHook {
  const { name, kind, path, manifest, events, weight, deletePolicies, lastRun } = hook
  return {
    name,
    kind,
    path,
    manifest,
    events,
    ...(weight === 0 ? {} : { weight }),
    delete_policies: deletePolicies,
    last_run: lastRun === undefined ? { phase: '' } : toHelmRun(lastRun),
  }
}

function toHelmRun({ startedAt, completedAt, phase }: HookRun): HelmHookRun {
  const started = { started_at: formatHelmTime(startedAt), phase }
  return completedAt === undefined ? started : { ...started, completed_at: formatHelmTime(completedAt) }
}

function fromHelmHook(hook: HelmHook): HookRecord {
  const lastRun = fromHelmRun(hook.last_run)
  return {
    name: hook.name,
    kind: hook.kind,
    path: hook.path,
    manifest: hook.manifest,
    events: hook.events,
    weight: hook.weight ?? 0,
    deletePolicies: hook.delete_policies ?? [],
    ...(lastRun === undefined ? {} : { lastRun }),
  }
}

/** One that has not run has no phase; Helm 3 then writes empty times. */
function fromHelmRun(run: HelmHookRun | undefined): HookRun | undefined {
  const { started_at: started = '', completed_at: completed = '', phase = '' } = run ?? {}
  if (phase === '' || started === '') return undefined
  const begun = { startedAt: parseHelmTime(started), phase }
  return completed === '' ? begun : { ...begun, completedAt: parseHelmTime(completed) }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
