import { compilePattern } from '@seaworthy/gotemplate'
import { jsonPointerFault, relativeJsonPointerFault, semverFault, uuidFault } from './format-identifier.ts'
import { emailFault, hostnameFault, ipv4Fault, ipv6Fault } from './format-host.ts'
import { dateFault, dateTimeFault, durationFault, periodFault, timeFault } from './format-time.ts'
import { uriFault, uriReferenceFault, uriTemplateFault } from './format-uri.ts'

/** What is wrong with a text, in the words of the schema library; undefined where all is well. */
export type FormatCheck = (text: string) => string | undefined

export interface Format {
  readonly name: string
  readonly fault: FormatCheck
}

const checks: Readonly<Record<string, FormatCheck>> = {
  'json-pointer': jsonPointerFault,
  'relative-json-pointer': relativeJsonPointerFault,
  uuid: uuidFault,
  duration: durationFault,
  period: periodFault,
  ipv4: ipv4Fault,
  ipv6: ipv6Fault,
  hostname: hostnameFault,
  email: emailFault,
  date: dateFault,
  time: timeFault,
  'date-time': dateTimeFault,
  uri: uriFault,
  iri: uriFault,
  'uri-reference': uriReferenceFault,
  'iri-reference': uriReferenceFault,
  'uri-template': uriTemplateFault,
  semver: semverFault,
  regex: regexFault,
}

/** The formats that Helm's validator knows; others pass. */
export const formats: ReadonlyMap<string, Format> = new Map(
  Object.entries(checks).map(([name, fault]) => [name, { name, fault }]),
)

function regexFault(text: string): string | undefined {
  const compiled = compilePattern(text)
  return typeof compiled === 'string' ? compiled : undefined
}
