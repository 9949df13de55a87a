import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { compiled, type Json, monitoring, okd, okdFull, render } from './render.fixture.ts'

const own = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const policy = (component: string, values: Parameters<typeof render>[0] = okdFull): Json =>
  render(values).object(`NetworkPolicy/advisoryhub-${component}`).spec

test('ServiceMonitors scrape web and workers under fixed job names [AH-100] [AH-105] [AH-106]', () => {
  const rendered = render(okdFull)
  const relabelings = (replacement: string) => [{ action: 'replace', targetLabel: 'job', replacement }]
  expect(rendered.object('ServiceMonitor/advisoryhub-web').spec).toEqual({
    selector: { matchLabels: rendered.object('Service/advisoryhub-web').spec.selector },
    endpoints: [
      { port: 'http', path: '/metrics', interval: '30s', relabelings: relabelings('advisoryhub-web') },
    ],
  })
  expect(rendered.object('ServiceMonitor/advisoryhub-worker').spec).toEqual({
    selector: { matchLabels: rendered.object('Service/advisoryhub-worker-metrics').spec.selector },
    endpoints: [{ port: 'metrics', interval: '30s', relabelings: relabelings('advisoryhub-worker') }],
  })
})

test('a ServiceMonitor selects one Service and no blackhole', () => {
  const rendered = render(okdFull)
  for (const monitor of rendered.all('ServiceMonitor')) {
    const wanted = Object.entries(monitor.spec.selector.matchLabels)
    const selected = rendered
      .all('Service')
      .filter(({ metadata }) => wanted.every(([key, text]) => metadata.labels[key] === text))
    expect(selected).toHaveLength(1)
  }
})

test('labels of the user are on the ServiceMonitors, and none when there are none [AH-101] [AH-110]', () => {
  const labelled = (values: Parameters<typeof render>[0]) =>
    render(values)
      .all('ServiceMonitor')
      .map(({ metadata }) => metadata.labels.release)
  expect(labelled([okd, monitoring])).toEqual(['kube-prometheus-stack', 'kube-prometheus-stack'])
  expect(labelled(okdFull)).toEqual([undefined, undefined])
})

test('three groups of seven alerts [AH-102]', () => {
  const { groups } = render([okd, monitoring]).object('PrometheusRule/advisoryhub').spec
  const alerts = groups.flatMap((group: Json) =>
    group.rules.map((rule: Json) => [group.name, rule.alert, rule.for, rule.labels.severity]),
  )
  expect(alerts).toEqual([
    ['advisoryhub-availability', 'AdvisoryHubTargetDown', '1m', 'critical'],
    ['advisoryhub-availability', 'AdvisoryHubHigh5xxRate', '5m', 'critical'],
    ['advisoryhub-availability', 'AdvisoryHubLatencySLOBurn', '10m', 'warning'],
    ['advisoryhub-pipeline', 'AdvisoryHubPublicationFailureRate', '15m', 'warning'],
    ['advisoryhub-pipeline', 'AdvisoryHubPublicationBacklogStuck', '30m', 'warning'],
    ['advisoryhub-pipeline', 'AdvisoryHubCeleryFailureSpike', '10m', 'warning'],
    ['advisoryhub-readiness', 'AdvisoryHubCeleryStalled', '10m', 'critical'],
  ])
})

test('the rules are those of the file, braces of Prometheus included [AH-107]', () => {
  const { spec } = render([okd, monitoring]).object('PrometheusRule/advisoryhub')
  expect(spec).toEqual(parse(own('files/prometheus-rules.yaml')))
  expect(JSON.stringify(spec)).toContain('{{ $labels.job }}')
})

const dashboards = ['advisoryhub-overview', 'advisoryhub-pipeline']

test.each(dashboards)('dashboard %s is a ConfigMap that Grafana looks for [AH-103] [AH-104]', (name) => {
  const file = own(`files/dashboards/${name}.json`)
  const shown = (values: Parameters<typeof render>[0]) =>
    render(values).object(`ConfigMap/advisoryhub-${name}`)
  const { metadata, data } = shown([okd, monitoring])
  expect(metadata.labels.grafana_dashboard).toBe('1')
  expect(Object.keys(data)).toEqual([`${name}.json`])
  expect(data[`${name}.json`]).toBe(file.replaceAll('advisoryhub-prometheus', 'prometheus'))
  expect(data[`${name}.json`]).not.toContain('advisoryhub-prometheus')
  const original = shown([okd, monitoring, { metrics: { grafanaDashboards: { datasourceUid: '' } } }])
  expect(original.data[`${name}.json`]).toBe(file)
})

test.each([
  ['advisoryhub-overview', 'now-6h', 5],
  ['advisoryhub-pipeline', 'now-24h', 4],
])('dashboard %s shows the last hours [AH-103]', (name, from, references) => {
  const file = own(`files/dashboards/${name}.json`)
  expect(JSON.parse(file)).toMatchObject({ uid: name, tags: ['advisoryhub'], refresh: '30s', time: { from } })
  expect(file.split('advisoryhub-prometheus')).toHaveLength(references + 1)
})

test('labels and annotations of the user are on the dashboards', () => {
  const grafanaDashboards = { labels: { a: 'b' }, annotations: { folder: 'Hub' } }
  const [first] = render([okd, monitoring, { metrics: { grafanaDashboards } }])
    .all('ConfigMap')
    .filter(({ metadata }) => metadata.labels.grafana_dashboard)
  expect(first.metadata).toMatchObject({ labels: { a: 'b' }, annotations: { folder: 'Hub' } })
})

test.each([
  ['files/prometheus-rules.yaml', 'dev/observability/rules/advisoryhub.rules.yml'],
  ...dashboards.map((name) => [`files/dashboards/${name}.json`, `dev/observability/dashboards/${name}.json`]),
])(
  '%s is byte for byte its source, in the compiled chart, too [AH-108] [AH-109] [AH-123]',
  (path = '', source = '') => {
    expect(own(path)).toBe(own(source))
    expect(compiled.get(path)).toBe(own(source))
  },
)

test('three policies for who may come in [AH-111] [AH-115]', () => {
  for (const component of ['web', 'worker', 'beat']) {
    expect(policy(component).policyTypes).toEqual(['Ingress'])
    expect(policy(component)).not.toHaveProperty('egress')
    expect(policy(component).podSelector.matchLabels['app.kubernetes.io/component']).toBe(component)
  }
})

const namespaceWith = (label: string, content: string) => ({
  namespaceSelector: { matchLabels: { [label]: content } },
})

test('routers and monitoring reach web at 8000, monitoring reaches the workers, nobody beat [AH-112] [AH-113] [AH-114]', () => {
  const monitors = [
    namespaceWith('kubernetes.io/metadata.name', 'openshift-monitoring'),
    namespaceWith('kubernetes.io/metadata.name', 'openshift-user-workload-monitoring'),
  ]
  const web = [{ port: 8000, protocol: 'TCP' }]
  expect(policy('web').ingress.slice(0, 2)).toEqual([
    {
      from: [
        namespaceWith('policy-group.network.openshift.io/ingress', ''),
        namespaceWith('network.openshift.io/policy-group', 'ingress'),
      ],
      ports: web,
    },
    { from: monitors, ports: web },
  ])
  expect(policy('worker').ingress).toEqual([{ from: monitors, ports: [{ port: 9808, protocol: 'TCP' }] }])
  expect(policy('beat').ingress).toEqual([])
})

test('no peers are nobody, not everybody', () => {
  const none = {
    networkPolicy: { ingressControllerPeers: [], monitoringPeers: [] },
    tests: { enabled: false },
  }
  expect(policy('web', [okdFull, none]).ingress ?? []).toEqual([])
  expect(policy('worker', [okdFull, none]).ingress ?? []).toEqual([])
})

test('egress rules are in all three policies [AH-116]', () => {
  const rule = { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 5432, protocol: 'TCP' }] }
  for (const component of ['web', 'worker', 'beat']) {
    const { policyTypes, egress } = policy(component, [okdFull, { networkPolicy: { egress: [rule] } }])
    expect(policyTypes).toEqual(['Ingress', 'Egress'])
    expect(egress).toContainEqual(rule)
  }
})
