/** What authors of charts import: `import { defineChart, value } from 'seaworthy/sdk'`. */
export * from '@seaworthy/sdk'
