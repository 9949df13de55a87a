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

/** Templates `name`, `fullname`, `labels` and `selectorLabels` of a chart with `nameOverride` and `fullnameOverride`. */
export function standardTemplates(overrides: {
  readonly nameOverride: Expr<string>
  readonly fullnameOverride: Expr<string>
}): StandardTemplates {
  const { nameOverride, fullnameOverride } = overrides
  const name = textTemplate(
    'name',
    { doc: 'Name of the application.', token: true },
    cut(defaultTo(nameOverride, chart.name)),
  )
  const fullname = textTemplate(
    'fullname',
    {
      doc: 'Name of the objects: the release, with the application where the release does not say it.',
      token: true,
    },
    choose(
      fullnameOverride,
      cut(fullnameOverride),
      choose(contains(release.name, name), cut(release.name), cut(text`${release.name}-${name}`)),
    ),
  )
  const labels = mapTemplate(
    'labels',
    { doc: 'Labels of every object.' },
    {
      'helm.sh/chart': trimSuffix(trunc(replace(text`${chart.name}-${chart.version}`, '+', '_'), 63), '-'),
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/version': chart.appVersion,
      'app.kubernetes.io/managed-by': release.service,
    },
  )
  const selectorLabels = mapFunction(
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
  return { name, fullname, labels, selectorLabels }
}
