import type { FunctionHost, FunctionTable, TemplateFunction } from './function.ts'
import type { GoValue } from './value.ts'
import { overText } from './work-meter.ts'

/** Functions that walk through whole values, to write, copy, merge or compare them. */
const walkers = namesIn(`
  print println printf html js urlquery eq ne quote squote cat toString toStrings join toYaml
  mustToYaml toYamlPretty toJson mustToJson toPrettyJson mustToPrettyJson toRawJson mustToRawJson
  toToml mustToToml deepCopy mustDeepCopy merge mustMerge mergeOverwrite mustMergeOverwrite
  deepEqual has mustHas without mustWithout uniq mustUniq sortAlpha urlJoin toDecimal
`)

/** Functions whose cost is their purpose. */
const secretMakers = namesIn(`
  genPrivateKey genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert
  genSignedCertWithKey derivePassword bcrypt htpasswd encryptAES decryptAES
`)

function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** Functions that hold every item of a list against every other. */
const pairwise = namesIn('uniq mustUniq')

/** Functions that take ten times as long for a character as the others. */
const slow = namesIn(
  'shuffle randBytes randAlpha randAlphaNum randNumeric randAscii date dateInZone htmlDate',
)

/** The same functions under the limits of their host's meter, where it has one. */
export function guarded(functions: FunctionTable): FunctionTable {
  return Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, guardedFunction(name, fn)]))
}

function guardedFunction(name: string, fn: TemplateFunction): TemplateFunction {
  const walks = walkers.has(name)
  const isSecret = secretMakers.has(name)
  const isPairwise = pairwise.has(name)
  const weight = slow.has(name) ? 10 : 1
  return {
    ...fn,
    call(args, host) {
      const { meter } = host
      if (meter === undefined) return fn.call(args, host)
      meter.takes(name, args, weight)
      if (walks) for (const argument of args) meter.walks(name, argument, isPairwise)
      if (isSecret) meter.makesSecret(name)
      const answer = within(name, fn, args, host)
      meter.answered(name, answer, weight)
      return answer
    },
  }
}

/** What V8 cannot make is too large for any limit. */
function within(name: string, fn: TemplateFunction, args: readonly GoValue[], host: FunctionHost): GoValue {
  try {
    return fn.call(args, host)
  } catch (error) {
    if (
      error instanceof RangeError &&
      /^Invalid (string|array) length|maximum size exceeded/.test(error.message)
    )
      throw overText(name, host.meter?.limits.text ?? 0)
    throw error
  }
}
