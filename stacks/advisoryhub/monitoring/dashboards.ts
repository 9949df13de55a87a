import { blockText, choose, fields, fileText, ifSet, replace, resource } from 'seaworthy/sdk'
import { labels, named } from '../names.ts'
import { values } from '../values.ts'

const { grafanaDashboards } = values.metrics

/** The name of the data source in the files. */
const DATASOURCE = 'advisoryhub-prometheus'

export const dashboardNames = ['advisoryhub-overview', 'advisoryhub-pipeline'] as const

/** Dashboards have {{ }} of their own in them, so they are read from files and never seen by the template engine. */
export const dashboards = dashboardNames.map((dashboard) => {
  const file = fileText(`files/dashboards/${dashboard}.json`)
  const uid = choose(grafanaDashboards.datasourceUid, grafanaDashboards.datasourceUid, DATASOURCE)
  return resource(
    `monitoring/dashboard-${dashboard}`,
    {
      kind: 'ConfigMap',
      metadata: {
        name: named(dashboard),
        labels: fields(labels, { grafana_dashboard: '1' }, grafanaDashboards.labels),
        annotations: ifSet(grafanaDashboards.annotations),
      },
      data: { [`${dashboard}.json`]: blockText(replace(file, DATASOURCE, uid)) },
    },
    { when: grafanaDashboards.enabled },
  )
})
