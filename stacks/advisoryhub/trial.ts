import { defineTrial } from 'seaworthy/trial'

const namespace = 'advisoryhub'

/** The three Secrets of the guide. Nothing here opens anything. */
const prerequisites = [
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'advisoryhub-env', namespace },
    type: 'Opaque',
    stringData: {
      DJANGO_SECRET_KEY: 'not-a-secret',
      DATABASE_URL: 'postgres://advisoryhub:none@postgres.example.org:5432/advisoryhub',
      CELERY_BROKER_URL: 'rediss://:none@valkey.example.org:6379/0',
      CELERY_RESULT_BACKEND: 'rediss://:none@valkey.example.org:6379/1',
      CACHE_URL: 'rediss://:none@valkey.example.org:6379/2',
      OIDC_RP_CLIENT_ID: 'advisoryhub',
      OIDC_RP_CLIENT_SECRET: 'none',
      EMAIL_HOST_USER: 'none',
      EMAIL_HOST_PASSWORD: 'none',
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'advisoryhub-keys', namespace },
    type: 'Opaque',
    stringData: { 'pub-repo-ssh-key': 'not a key' },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'ghcr-pull', namespace },
    type: 'kubernetes.io/dockerconfigjson',
    stringData: { '.dockerconfigjson': '{"auths":{"ghcr.io":{"username":"none","password":"none"}}}' },
  },
]

const second = 1000

export default defineTrial({
  prerequisites,
  behaviours: [
    {
      match: { container: 'web' },
      listens: [8000],
      listensAfterMs: [3 * second, 8 * second],
      http: { '/healthz': 200, '/readyz': 200, '/metrics': 200 },
      // Its preStop hook is a line of Python that sleeps.
      preStopMs: 5 * second,
      sigterm: { exitAfterMs: [500, 3 * second], stopsListeningAfterMs: 0 },
    },
    {
      match: { container: 'worker' },
      listens: [9808],
      listensAfterMs: [4 * second, 10 * second],
      // A publication that is under way is finished first.
      sigterm: { exitAfterMs: [1 * second, 60 * second] },
    },
    {
      match: { container: 'beat' },
      listens: [],
      startMs: [2 * second, 5 * second],
      sigterm: { exitAfterMs: [200, 2 * second] },
    },
    {
      match: { container: 'migrate' },
      listens: [],
      exits: { afterMs: [5 * second, 60 * second], code: 0 },
    },
    { match: { container: 'healthz' }, listens: [], exits: { afterMs: [1 * second, 2 * second], code: 0 } },
  ],
  singletons: ['Deployment/advisoryhub-beat'],
  migrations: ['Job/advisoryhub-migrate'],
  assumptions: [
    'gunicorn listens 3 to 8 s after its start, goes on for 5 s when its pod is to end, and ends within 3 s after that',
    'a worker opens its metrics port 4 to 10 s after its start and needs up to 60 s to finish its tasks',
    'beat ends within 2 s of being told to',
    'a migration takes 5 to 60 s',
    'PostgreSQL, Valkey, the OIDC provider, SMTP and the publication repository answer from inside the cluster',
  ],
})
