import { goQuoteRune } from '@seaworthy/gotemplate'

/** RFC 6901. */
export function jsonPointerFault(text: string): string | undefined {
  if (text === '') return undefined
  if (!text.startsWith('/')) return 'not starting with /'
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined
}

export function relativeJsonPointerFault(text: string): string | undefined {
  const digits = /^\d*/.exec(text)?.[0] ?? ''
  if (digits === '') return 'must start with non-negative integer'
  if (digits.length > 1 && digits.startsWith('0')) return 'starts with zero'
  const rest = text.slice(digits.length)
  return rest === '#' ? undefined : jsonPointerFault(rest)
}

const groupLengths = [8, 4, 4, 4, 12]

/** RFC 4122. */
export function uuidFault(text: string): string | undefined {
  const groups = text.split('-')
  if (groups.length !== groupLengths.length) return `must have ${groupLengths.length} elements`
  for (const [index, group] of groups.entries()) {
    const wanted = groupLengths[index] ?? 0
    if (Buffer.byteLength(group) !== wanted) return `element ${index + 1} must be ${wanted} characters long`
    const bad = /[^0-9a-fA-F]/u.exec(group)?.[0]
    if (bad !== undefined) return `non-hex character ${goQuoteRune(bad)}`
  }
  return undefined
}

/** semver.org, 2.0.0. */
export function semverFault(text: string): string | undefined {
  const [beforeBuild, build] = cut(text, '+')
  const [core, preRelease] = cut(beforeBuild, '-')
  return (
    (build === undefined ? undefined : buildFault(build)) ??
    (preRelease === undefined ? undefined : preReleaseFault(preRelease)) ??
    coreFault(core)
  )
}

function cut(text: string, sign: string): [string, string | undefined] {
  const at = text.indexOf(sign)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function buildFault(build: string): string | undefined {
  if (build === '') return 'build is empty'
  for (const identifier of build.split('.')) {
    if (identifier === '') return 'build identifier is empty'
    const bad = strange(identifier)
    if (bad !== undefined) return `invalid character ${goQuoteRune(bad)} in build identifier`
  }
  return undefined
}

function preReleaseFault(preRelease: string): string | undefined {
  for (const identifier of preRelease.split('.')) {
    if (identifier === '') return 'pre-release identifier is empty'
    const bad = strange(identifier)
    if (bad !== undefined) return `invalid character ${goQuoteRune(bad)} in pre-release identifier`
    if (/^0\d+$/.test(identifier)) return 'pre-release numeric identifier starts with zero'
  }
  return undefined
}

function strange(identifier: string): string | undefined {
  return /[^0-9A-Za-z-]/u.exec(identifier)?.[0]
}

function coreFault(core: string): string | undefined {
  const numbers = core.split('.')
  if (numbers.length !== 3) return 'versionCore must have 3 numbers separated by dot'
  for (const [index, number] of numbers.entries()) {
    const name = ['major', 'minor', 'patch'][index]
    if (number === '') return `${name} is empty`
    if (number.length > 1 && number.startsWith('0')) return `${name} starts with zero`
    if (/\D/.test(number)) return `${name} contains non-digit`
  }
  return undefined
}
