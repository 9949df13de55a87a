import { chart, release } from '../chart/built-in.ts'
import { choose } from '../expr/choose.ts'
import type { Expr } from '../expr/expr.ts'
import { text } from '../expr/text.ts'
import { defaultTo } from '../functions/logic.ts'
import { contains, replace, trimSuffix, trunc } from '../functions/strings.ts'
import type { StringMap } from '../kinds/meta.ts'
import { value } from '../values/value.ts'
import { mapFunction, mapTemplate, textTemplate } from './template.ts'

/** The names and labels that Helm users expect, as `helm create` writes them. */
export interface StandardTemplates {
  readonly name: Expr<string>
  readonly fullname: Expr<string>
  /** For every object. */
  readonly labels: Expr<StringMap>
  /** What selects the pods of one component; never changes during the life of a release. */
  readonly selectorLabels: (args: { readonly component: string }) => Expr<StringMap>
}

/** At most 63 characters, because names become labels and host names. */
const cut = (long: Expr<string>) => trimSuffix(trunc(long, 63), '-')

interface Overrides {
  readonly nameOverride: Expr<string>
  readonly fullnameOverride: Expr<string>
}

/** Templates `name`, `fullname`, `labels` and `selectorLabels` of a chart with `nameOverride` and `fullnameOverride`. */
export function standardTemplates(overrides: Overrides): StandardTemplates {
  const doc = 'Name of the application.'
  const name = textTemplate('name', { doc, token: true }, cut(defaultTo(overrides.nameOverride, chart.name)))
  return {
    name,
    fullname: fullnameTemplate(name, overrides),
    labels: labelsTemplate(name),
    selectorLabels: selectorLabelsTemplate(name),
  }
}

function fullnameTemplate(name: Expr<string>, { fullnameOverride }: Overrides): Expr<string> {
  const doc = 'Name of the objects: the release, with the application where the release does not say it.'
  const fromRelease = choose(
    contains(release.name, name),
    cut(release.name),
    cut(text`${release.name}-${name}`),
  )
  return textTemplate(
    'fullname',
    { doc, token: true },
    choose(fullnameOverride, cut(fullnameOverride), fromRelease),
  )
}

function labelsTemplate(name: Expr<string>): Expr<StringMap> {
  return mapTemplate(
    'labels',
    { doc: 'Labels of every object.' },
    {
      'helm.sh/chart': cut(replace(text`${chart.name}-${chart.version}`, '+', '_')),
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/version': chart.appVersion,
      'app.kubernetes.io/managed-by': release.service,
    },
  )
}

function selectorLabelsTemplate(name: Expr<string>): StandardTemplates['selectorLabels'] {
  return mapFunction(
    'selectorLabels',
    {
      doc: 'Labels that select the pods of one component.',
      parameters: { component: value.string({ token: true }) },
    },
    ({ component }) => ({
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/component': component,
    }),
  )
}
