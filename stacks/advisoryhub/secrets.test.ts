import { expect, test } from 'vitest'
import { schema } from './values.fixture.ts'
import {
  appPods,
  compiled,
  containerOf,
  environmentOf,
  type Json,
  okd,
  okdFull,
  podOf,
  podsOf,
  refusal,
  render,
  settingsOf,
  vanilla,
} from './render.fixture.ts'

test('with Secrets of the operator the chart renders none [AH-019] [AH-020]', () => {
  expect(render(okd).all('Secret')).toEqual([])
  expect(render(okdFull).all('Secret')).toEqual([])
})

test.each(appPods)('every key of the env Secret reaches %s [AH-024] [AH-031]', (name) => {
  const own = name === 'Job/advisoryhub-migrate' ? 'advisoryhub-migrate' : 'advisoryhub'
  expect(containerOf(render(okd), name).envFrom).toEqual([
    { configMapRef: { name: own } },
    { secretRef: { name: 'advisoryhub-env' } },
  ])
})

test('the Secret wins over the settings in the pods and in the migration alike, and extraEnv over both [AH-033]', () => {
  const values = {
    secrets: { create: true, values: { DATABASE_URL: 'x' } },
    extraEnv: [{ name: 'LOG_LEVEL', value: 'all' }],
    beat: { extraEnv: [{ name: 'LOG_LEVEL', value: 'beat' }] },
  }
  const rendered = render(values)
  const levels = appPods.map((name) => environmentOf(rendered, name)['LOG_LEVEL'])
  expect(levels).toEqual(['all', 'all', 'beat', 'all'])
  for (const name of appPods) expect(environmentOf(rendered, name)['DATABASE_URL'], name).toBe('x')
})

test('further sources come last, in every pod', () => {
  const rendered = render({ extraEnvFrom: [{ configMapRef: { name: 'mine' } }] })
  for (const name of appPods)
    expect(containerOf(rendered, name).envFrom.at(-1)).toEqual({ configMapRef: { name: 'mine' } })
})

test('addresses of Valkey with TLS go through as they are [AH-025]', () => {
  const address = 'rediss://:secret@valkey.example.org:6379/0'
  const rendered = render({ secrets: { create: true, values: { CELERY_BROKER_URL: address } } })
  expect(rendered.object('Secret/advisoryhub-env').stringData).toEqual({ CELERY_BROKER_URL: address })
})

test('the key files are mounted for web and workers, and for nobody else [AH-028] [AH-029]', () => {
  const rendered = render(okdFull)
  for (const name of ['Deployment/advisoryhub-web', 'Deployment/advisoryhub-worker']) {
    expect(containerOf(rendered, name).volumeMounts).toContainEqual({
      name: 'advisory-keys',
      mountPath: '/etc/advisoryhub/keys',
      readOnly: true,
    })
    expect(podOf(rendered, name).volumes).toContainEqual({
      name: 'advisory-keys',
      secret: { secretName: 'advisoryhub-keys', defaultMode: 0o440 },
    })
  }
  for (const name of ['Deployment/advisoryhub-beat', 'Job/advisoryhub-migrate'])
    expect(podOf(rendered, name).volumes.map((each: Json) => each.name)).toEqual(['tmp'])
  expect(settingsOf(rendered)).toMatchObject({
    PUB_REPO_SSH_KEY_PATH: '/etc/advisoryhub/keys/pub-repo-ssh-key',
    GITHUB_APP_PRIVATE_KEY_PATH: '/etc/advisoryhub/keys/github-app-private-key',
  })
  expect(settingsOf(render(okd))['GITHUB_APP_PRIVATE_KEY_PATH']).toBeUndefined()
  expect(
    settingsOf(render([okd, { pubRepo: { auth: 'token', url: 'https://x/y.git' } }]))[
      'PUB_REPO_SSH_KEY_PATH'
    ],
  ).toBeUndefined()
})

test('keys of the Secret that the chart makes never repeat a setting [AH-032]', () => {
  const values = { LOG_LEVEL: 'x', DATABASE_URL: 'y', EMAIL_HOST: 'z' }
  const told = refusal({ email: { host: 'smtp' }, secrets: { create: true, values } })
  expect(told).toContain(
    'secrets.values holds what the values of the chart say already: EMAIL_HOST, LOG_LEVEL',
  )
  const rendered = render(vanilla)
  const both = Object.keys(rendered.object('Secret/advisoryhub-env').stringData)
  expect(both.filter((key) => key in settingsOf(rendered))).toEqual([])
})

test.each([
  ['ghsa', { ghsa: { enabled: true, appId: 1 } }, 'GHSA_FEATURE_ENABLED', 'GITHUB_APP_WEBHOOK_SECRET'],
  ['rosterSync', { rosterSync: { enabled: true } }, 'PMI_ROSTER_SYNC_ENABLED', 'ECLIPSE_API_CLIENT_SECRET'],
  ['similarity', { similarity: { enabled: true } }, 'SIMILARITY_CHECK_ENABLED', 'SIMILARITY_LLM_API_KEY'],
])('%s: the switch is a value, the credential is not [AH-034]', (_, values, flag, credential) => {
  const settings = settingsOf(render([okd, values]))
  expect(settings[flag]).toBe('True')
  expect(settingsOf(render(okd))[flag]).toBe('False')
  expect(settings[credential]).toBeUndefined()
})

test('similarity is driven by its values, and its key is none of them [AH-035] [AH-036]', () => {
  const given = { enabled: true, provider: 'openai', model: 'm', baseUrl: 'http://llm:8080' }
  const settings = settingsOf(render({ similarity: given }))
  expect(settings).toMatchObject({
    SIMILARITY_CHECK_ENABLED: 'True',
    SIMILARITY_LLM_PROVIDER: 'openai',
    SIMILARITY_LLM_MODEL: 'm',
    SIMILARITY_LLM_BASE_URL: 'http://llm:8080',
  })
  expect(Object.keys(settings).filter((key) => key.includes('API_KEY'))).toEqual([])
  expect(Object.keys(schema.properties?.['similarity']?.properties ?? {})).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/key/i)]),
  )
})

test('pull secrets reach every pod, that of helm test included [AH-018] [AH-040]', () => {
  const pods = podsOf(render(okd))
  expect(pods).toHaveLength(5)
  for (const pod of pods) expect(pod.imagePullSecrets).toEqual([{ name: 'ghcr-pull' }])
})

test('the Secret for trying out comes before the migration as a hook, and stays for the pods [AH-068]', () => {
  const rendered = render(vanilla)
  const hook = rendered.object('Secret/advisoryhub-migrate')
  const job = rendered.object('Job/advisoryhub-migrate')
  const note = (object: Json, name: string) => object.metadata.annotations[`helm.sh/${name}`]
  expect(note(hook, 'hook')).toBe(note(job, 'hook'))
  expect([note(hook, 'hook-weight'), note(job, 'hook-weight')]).toEqual(['-5', '1'])
  expect(rendered.object('Secret/advisoryhub-env').metadata.annotations).toBeUndefined()
  expect(hook.stringData).toEqual(rendered.object('Secret/advisoryhub-env').stringData)
  expect(containerOf(rendered, 'Job/advisoryhub-migrate').envFrom[1]).toEqual({
    secretRef: { name: 'advisoryhub-migrate' },
  })
  expect(containerOf(rendered, 'Deployment/advisoryhub-web').envFrom[1]).toEqual({
    secretRef: { name: 'advisoryhub-env' },
  })
})

test('the README says which feature needs which key [AH-026]', () => {
  const readme = compiled.get('README.md') ?? ''
  for (const key of [
    'DJANGO_SECRET_KEY',
    'DATABASE_URL',
    'CELERY_BROKER_URL',
    'CELERY_RESULT_BACKEND',
    'CACHE_URL',
    'OIDC_RP_CLIENT_ID',
    'OIDC_RP_CLIENT_SECRET',
    'EMAIL_HOST_USER',
    'EMAIL_HOST_PASSWORD',
    'PUB_REPO_TOKEN',
    'GITHUB_APP_WEBHOOK_SECRET',
    'ECLIPSE_API_CLIENT_ID',
    'ECLIPSE_API_CLIENT_SECRET',
    'SENTRY_DSN',
    'ALTCHA_HMAC_KEY',
    'PMI_API_TOKEN',
    'SIMILARITY_LLM_API_KEY',
  ])
    expect(readme).toContain(`\`${key}\``)
})

test.each(['4.2', '3.21'] as const)(
  'keys end with a line break, without which ssh refuses them, under Helm %s',
  (helmVersion) => {
    const files = { create: true, pubRepoSshKey: 'one\ntwo', githubAppPrivateKey: 'three\n' }
    const { stringData } = render({ secrets: { files } }, { helmVersion }).object('Secret/advisoryhub-keys')
    expect(stringData).toEqual({ 'pub-repo-ssh-key': 'one\ntwo\n', 'github-app-private-key': 'three\n' })
  },
)
