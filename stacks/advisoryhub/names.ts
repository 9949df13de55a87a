import {
  chart,
  choose,
  contains,
  defaultTo,
  gt,
  type Expr,
  fields,
  length,
  mapFunction,
  mapTemplate,
  release,
  replace,
  sha256,
  text,
  textTemplate,
  trimSuffix,
  trunc,
  value,
} from 'seaworthy/sdk'
import { values } from './values.ts'

/** The longest that comes after a name: names of Services and values of labels end at 63 characters. */
const longestSuffix = '-advisoryhub-overview'.length
const longest = 63 - longestSuffix
const digest = 8

const name = textTemplate(
  'name',
  { doc: 'Name of the application.', token: true },
  trimSuffix(trunc(defaultTo(values.nameOverride, chart.name), 63), '-'),
)

const wholeName = textTemplate(
  'wholeName',
  {
    doc: 'What the objects of this release are called, however long: the release, with the application where it does not say it.\nRelease names may hold dots, names of Services may not.',
    token: true,
  },
  choose(
    values.fullnameOverride,
    values.fullnameOverride,
    choose(
      contains(release.name, name),
      replace(release.name, '.', '-'),
      text`${replace(release.name, '.', '-')}-${name}`,
    ),
  ),
)

/** Beginning of the names of all objects. */
export const fullname = textTemplate(
  'fullname',
  {
    doc: `Beginning of the names of all objects. Long ones are cut so that every suffix fits into 63 characters;\na digest keeps two of them apart.`,
    token: true,
  },
  choose(
    gt(length(wholeName), longest),
    text`${trimSuffix(trunc(wholeName, longest - digest - 1), '-')}-${trunc(sha256(wholeName), digest)}`,
    wholeName,
  ),
)

export const named = (suffix: string): Expr<string> => text`${fullname}-${suffix}`

export const labels = mapTemplate(
  'labels',
  { doc: 'Labels of every object.' },
  {
    'helm.sh/chart': replace(text`${chart.name}-${chart.version}`, '+', '_'),
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': release.name,
    'app.kubernetes.io/version': chart.appVersion,
    'app.kubernetes.io/managed-by': release.service,
  },
)

export const selectorLabels = mapFunction(
  'selectorLabels',
  {
    doc: 'Labels that select the pods of one component; they never change.',
    parameters: { component: value.string({ token: true }) },
  },
  ({ component }) => ({
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': release.name,
    'app.kubernetes.io/component': component,
  }),
)

export const componentLabels = (component: Component) =>
  fields(labels, { 'app.kubernetes.io/component': component })

export type Component = 'web' | 'worker' | 'beat' | 'migrate' | 'test'

export const image = textTemplate(
  'image',
  { doc: 'The one image of all pods.' },
  text`${values.image.repository}:${defaultTo(values.image.tag, chart.appVersion)}`,
)

export const serviceAccountName = textTemplate(
  'serviceAccountName',
  { doc: 'ServiceAccount of web, workers and beat.', token: true },
  choose(
    values.serviceAccount.name,
    values.serviceAccount.name,
    choose(values.serviceAccount.create, fullname, 'default'),
  ),
)

/** The hooks of a release run before its ServiceAccount is there, so the migration has one of its own. */
export const migrateServiceAccountName = textTemplate(
  'migrateServiceAccountName',
  {
    doc: 'ServiceAccount of the migration: its own, because the hooks of an install run before the other one is there.',
    token: true,
  },
  choose(values.serviceAccount.create, named('migrate'), serviceAccountName),
)

export const envSecretName = textTemplate(
  'envSecretName',
  { doc: 'Secret whose keys become environment variables; empty when there is none.', token: true },
  choose(
    values.secrets.existingSecret,
    values.secrets.existingSecret,
    choose(values.secrets.create, named('env'), ''),
  ),
)

export const migrateEnvSecretName = textTemplate(
  'migrateEnvSecretName',
  { doc: 'The same for the migration, which runs before the Secret of the chart is there.', token: true },
  choose(
    values.secrets.existingSecret,
    values.secrets.existingSecret,
    choose(values.secrets.create, named('migrate'), ''),
  ),
)

export const filesSecretName = textTemplate(
  'filesSecretName',
  { doc: 'Secret with the key files; empty when there is none.', token: true },
  choose(
    values.secrets.files.existingSecret,
    values.secrets.files.existingSecret,
    choose(values.secrets.files.create, named('keys'), ''),
  ),
)
