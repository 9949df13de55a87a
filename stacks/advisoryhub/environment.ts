import {
  and,
  choose,
  eq,
  type Expr,
  fields,
  ifSet,
  join,
  mapTemplate,
  text,
  toText,
  when,
} from 'seaworthy/sdk'
import { allowedHosts, baseUrl, trustedOrigins } from './hosts.ts'
import { filesSecretName } from './names.ts'
import { values } from './values.ts'

const { audit, django, email, ghsa, intake, oidc, pmi, pubRepo, readyz, rosterSync, sentry, similarity } =
  values

const python = (flag: Expr<boolean>) => choose(flag, 'True', 'False')
const { mountPath } = values.secrets.files

const site = {
  DJANGO_SETTINGS_MODULE: 'config.settings.prod',
  DJANGO_TIME_ZONE: django.timeZone,
  DJANGO_ALLOWED_HOSTS: when(allowedHosts, join(allowedHosts, ',')),
  CSRF_TRUSTED_ORIGINS: when(trustedOrigins, join(trustedOrigins, ',')),
  ADVISORYHUB_BASE_URL: ifSet(baseUrl),
  USE_X_FORWARDED_PROTO: python(django.useXForwardedProto),
  TRUSTED_PROXY_COUNT: toText(django.trustedProxyCount),
  LOG_FORMAT: 'json',
  LOG_LEVEL: django.logLevel,
  READYZ_INCLUDE_BROKER: python(readyz.includeBroker),
  READYZ_INCLUDE_PUB_REPO: python(readyz.includePubRepo),
}

const mail = fields(
  { EMAIL_BACKEND: email.backend, DEFAULT_FROM_EMAIL: email.defaultFrom },
  when(email.host, {
    EMAIL_HOST: email.host,
    EMAIL_PORT: toText(email.port),
    EMAIL_USE_TLS: python(email.useTls),
    EMAIL_USE_SSL: python(email.useSsl),
  }),
)

const signIn = {
  OIDC_RP_CLIENT_ID: ifSet(oidc.clientId),
  OIDC_RP_SIGN_ALGO: oidc.signAlgo,
  OIDC_OP_AUTHORIZATION_ENDPOINT: ifSet(oidc.authorizationEndpoint),
  OIDC_OP_TOKEN_ENDPOINT: ifSet(oidc.tokenEndpoint),
  OIDC_OP_USER_ENDPOINT: ifSet(oidc.userEndpoint),
  OIDC_OP_JWKS_ENDPOINT: ifSet(oidc.jwksEndpoint),
  OIDC_OP_LOGOUT_ENDPOINT: ifSet(oidc.logoutEndpoint),
  OIDC_GROUP_CLAIM: oidc.groupClaim,
  OIDC_ADMIN_GROUP: oidc.adminGroup,
}

const publication = {
  PUB_REPO_URL: ifSet(pubRepo.url),
  PUB_REPO_BRANCH: pubRepo.branch,
  PUB_REPO_AUTH: pubRepo.auth,
  PUB_REPO_SSH_KEY_PATH: when(
    and(eq(pubRepo.auth, 'ssh'), filesSecretName),
    text`${mountPath}/pub-repo-ssh-key`,
  ),
  PUB_COMMIT_AUTHOR_NAME: pubRepo.commitAuthorName,
  PUB_COMMIT_AUTHOR_EMAIL: pubRepo.commitAuthorEmail,
  PUB_OSV_PATH_TEMPLATE: pubRepo.osvPathTemplate,
  PUB_CSAF_PATH_TEMPLATE: pubRepo.csafPathTemplate,
  PUB_CVE_PATH_TEMPLATE: pubRepo.cvePathTemplate,
  PUB_CVE_ASSIGNER_ORG_ID: ifSet(pubRepo.cveAssignerOrgId),
  PUB_CVE_ASSIGNER_SHORT_NAME: pubRepo.cveAssignerShortName,
}

const github = fields(
  { GHSA_FEATURE_ENABLED: python(ghsa.enabled) },
  when(ghsa.enabled, {
    GITHUB_APP_ID: toText(ghsa.appId),
    GITHUB_APP_API_BASE_URL: ghsa.apiBaseUrl,
    GITHUB_APP_PRIVATE_KEY_PATH: when(filesSecretName, text`${mountPath}/github-app-private-key`),
  }),
)

const projects = fields(
  {
    PMI_API_BASE_URL: pmi.apiBaseUrl,
    PMI_SYNC_INTERVAL_HOURS: toText(pmi.syncIntervalHours),
    PMI_ROSTER_SYNC_ENABLED: python(rosterSync.enabled),
  },
  when(rosterSync.enabled, {
    PMI_ROSTER_SYNC_INTERVAL_HOURS: toText(rosterSync.intervalHours),
    ECLIPSE_API_BASE_URL: rosterSync.eclipseApiBaseUrl,
    ECLIPSE_API_TOKEN_URL: rosterSync.tokenUrl,
    ECLIPSE_API_SCOPE: ifSet(rosterSync.scope),
  }),
)

const duplicates = fields(
  { SIMILARITY_CHECK_ENABLED: python(similarity.enabled) },
  when(similarity.enabled, {
    SIMILARITY_LLM_PROVIDER: similarity.provider,
    SIMILARITY_LLM_MODEL: similarity.model,
    SIMILARITY_LLM_BASE_URL: ifSet(similarity.baseUrl),
    SIMILARITY_LLM_TIMEOUT: toText(similarity.timeout),
    SIMILARITY_CANDIDATE_LIMIT: toText(similarity.candidateLimit),
    SIMILARITY_MIN_CONFIDENCE: toText(similarity.minConfidence),
  }),
)

const housekeeping = fields(
  {
    INTAKE_DISABLED: python(intake.disabled),
    INTAKE_REPORT_RETENTION_DAYS: toText(intake.retentionDays),
    RATELIMIT_INTAKE_ANON: intake.ratelimitAnon,
    RATELIMIT_INTAKE_USER: intake.ratelimitUser,
    AUDIT_ACCESS_LOG_RETENTION_DAYS: toText(audit.accessLogRetentionDays),
    AUDIT_ACCESS_LOG_RETENTION_ENABLED: python(audit.accessLogRetentionEnabled),
  },
  when(sentry.environment, {
    SENTRY_ENVIRONMENT: sentry.environment,
    SENTRY_TRACES_SAMPLE_RATE: sentry.tracesSampleRate,
  }),
)

/** Everything that the application is told and that is no secret; empty values are not told. */
export const settings = mapTemplate(
  'settings',
  { doc: 'Settings of the application, as environment variables; what is empty is left out.' },
  fields(site, mail, signIn, publication, github, projects, duplicates, housekeeping),
)
