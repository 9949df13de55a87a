import { value } from 'seaworthy/sdk'

export const django = value.object(
  {
    allowedHosts: value.list(value.string({ minLength: 1 }), {
      default: [],
      doc: 'Hosts that the site answers to; those of route and ingress when empty',
    }),
    csrfTrustedOrigins: value.list(value.string({ minLength: 1 }), {
      default: [],
      doc: 'Origins that forms may come from; https:// and each host when empty',
    }),
    baseUrl: value.string({
      default: '',
      doc: 'Public address; https:// and the first host when empty. Needed where every host is a wildcard',
    }),
    timeZone: value.string({ default: 'UTC' }),
    logLevel: value.oneOf(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'], { default: 'INFO' }),
    useXForwardedProto: value.boolean({ default: true, doc: 'Believe what the router says of https' }),
    trustedProxyCount: value.integer({ default: 1, min: 0, doc: 'Proxies in front of the site' }),
  },
  {
    doc: 'The site itself. Hosts, origins and address belong together: keep them derived, or change all three',
  },
)

export const oidc = value.object(
  {
    clientId: value.string({ default: '', doc: 'Here or as OIDC_RP_CLIENT_ID in the Secret, not both' }),
    authorizationEndpoint: value.string({ default: '' }),
    tokenEndpoint: value.string({ default: '' }),
    userEndpoint: value.string({ default: '' }),
    jwksEndpoint: value.string({ default: '' }),
    logoutEndpoint: value.string({ default: '' }),
    signAlgo: value.string({ default: 'RS256' }),
    groupClaim: value.string({ default: 'groups', doc: 'Claim that lists the groups of a user' }),
    adminGroup: value.string({ default: 'advisoryhub-security', doc: 'Its members are administrators' }),
  },
  { doc: 'Sign-in: the endpoints of the OIDC provider' },
)

export const email = value.object(
  {
    backend: value.string({ default: 'django.core.mail.backends.smtp.EmailBackend' }),
    defaultFrom: value.string({ default: 'AdvisoryHub <noreply@example.org>', doc: 'Sender' }),
    host: value.string({ default: '', doc: 'SMTP relay; port and TLS are handed on only with it' }),
    port: value.integer({ default: 587, min: 1, max: 65535 }),
    useTls: value.boolean({ default: true, doc: 'STARTTLS' }),
    useSsl: value.boolean({ default: false, doc: 'TLS from the first byte; instead of useTls' }),
  },
  { doc: 'Mail' },
)

export const pubRepo = value.object(
  {
    url: value.string({ default: '', doc: 'Git repository that advisories are published to' }),
    branch: value.string({ default: 'main' }),
    auth: value.oneOf(['ssh', 'token'], {
      default: 'ssh',
      doc: 'ssh: file pub-repo-ssh-key of secrets.files; token: PUB_REPO_TOKEN of the Secret',
    }),
    commitAuthorName: value.string({ default: 'AdvisoryHub Bot' }),
    commitAuthorEmail: value.string({ default: 'advisoryhub-bot@example.org' }),
    osvPathTemplate: value.string({ default: 'osv/{year}/{advisory_id}.json' }),
    csafPathTemplate: value.string({ default: 'csaf/{year}/{advisory_id}.json' }),
    cvePathTemplate: value.string({ default: 'cves/{year}/{bucket}/{cve_id}.json' }),
    cveAssignerOrgId: value.string({
      default: '',
      doc: 'UUID of the CNA; needed before an advisory with a CVE is published',
    }),
    cveAssignerShortName: value.string({ default: 'eclipse' }),
    knownHosts: value.string({ default: '', doc: 'What ssh-keyscan prints: the host keys to accept' }),
  },
  { doc: 'Publication repository' },
)

export const ghsa = value.object(
  {
    enabled: value.boolean({ default: false, doc: 'Needs the file github-app-private-key of secrets.files' }),
    appId: value.integer({ default: 0, min: 0, doc: 'Id of the GitHub App' }),
    apiBaseUrl: value.string({ default: 'https://api.github.com' }),
  },
  { doc: 'GitHub security advisories' },
)

export const pmi = value.object(
  {
    apiBaseUrl: value.string({ default: 'https://projects.eclipse.org/api' }),
    syncIntervalHours: value.integer({ default: 6, min: 1 }),
  },
  { doc: 'Project metadata' },
)

export const rosterSync = value.object(
  {
    enabled: value.boolean({
      default: false,
      doc: 'Needs ECLIPSE_API_CLIENT_ID and ECLIPSE_API_CLIENT_SECRET in the Secret',
    }),
    intervalHours: value.integer({ default: 24, min: 1 }),
    eclipseApiBaseUrl: value.string({ default: 'https://api.eclipse.org' }),
    tokenUrl: value.string({
      default: 'https://auth.eclipse.org/auth/realms/eclipse/protocol/openid-connect/token',
    }),
    scope: value.string({ default: '' }),
  },
  { doc: 'Who is in which project' },
)

export const similarity = value.object(
  {
    enabled: value.boolean({
      default: false,
      doc: 'Sends the text of advisories to the provider; its key is SIMILARITY_LLM_API_KEY in the Secret',
    }),
    provider: value.oneOf(['anthropic', 'openai'], { default: 'anthropic' }),
    model: value.string({ default: 'claude-opus-4-8' }),
    baseUrl: value.string({ default: '', doc: 'Address of a server of your own' }),
    timeout: value.integer({ default: 120, min: 1, doc: 'Seconds' }),
    candidateLimit: value.integer({ default: 60, min: 1 }),
    minConfidence: value.integer({ default: 20, min: 0, max: 100 }),
  },
  { doc: 'Detection of duplicates by a language model' },
)

export const intake = value.object(
  {
    disabled: value.boolean({ default: false }),
    retentionDays: value.integer({ default: 365, min: 1 }),
    ratelimitAnon: value.string({ default: '5/h' }),
    ratelimitUser: value.string({ default: '20/h' }),
  },
  { doc: 'Reports from outside' },
)

export const audit = value.object(
  {
    accessLogRetentionDays: value.integer({ default: 90, min: 1 }),
    accessLogRetentionEnabled: value.boolean({ default: true }),
  },
  { doc: 'Access log' },
)

export const sentry = value.object(
  {
    environment: value.string({ default: 'production', doc: 'Empty: nothing is told to Sentry' }),
    tracesSampleRate: value.string({ default: '0', doc: 'A text, as in "0.1"' }),
  },
  { doc: 'Sentry; its address is SENTRY_DSN in the Secret' },
)

export const readyz = value.object(
  {
    includeBroker: value.boolean({
      default: true,
      doc: 'A web pod without its broker gets no requests; when false it serves what needs no task',
    }),
    includePubRepo: value.boolean({ default: false, doc: 'Asks the publication repository each time' }),
  },
  { doc: 'What /readyz looks at beside the database and the cache' },
)
