import { costOf, isQuickKey, patternSize } from './function-cost.ts'
import type { FunctionHost, FunctionTable, TemplateFunction } from './function.ts'
import type { GoValue } from './value.ts'
import { overText, type WorkMeter } from './work-meter.ts'

/** Functions whose cost is their purpose. */
const secretMakers = namesIn(`
  genPrivateKey genCA genCAWithKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert
  genSignedCertWithKey derivePassword bcrypt htpasswd encryptAES decryptAES
`)

function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}

/** The same functions under the limits of their host's meter, where it has one. */
export function guarded(functions: FunctionTable): FunctionTable {
  return Object.fromEntries(Object.entries(functions).map(([name, fn]) => [name, guardedFunction(name, fn)]))
}

function guardedFunction(name: string, fn: TemplateFunction): TemplateFunction {
  const cost = costOf(name)
  const prepare = preparations(name)
  return {
    ...fn,
    call(args, host) {
      const { meter } = host
      if (meter === undefined) return fn.call(args, host)
      meter.takes(name, args, cost)
      prepare?.(meter, args)
      const answer = within(name, fn, args, host)
      meter.answered(name, answer, cost)
      return answer
    },
  }
}

type Preparation = (meter: WorkMeter, args: readonly GoValue[]) => void

/** What is charged besides, for functions whose cost lies in what a text means. */
function preparations(name: string): Preparation | undefined {
  if (name === 'tpl') return (meter, [text]) => meter.prepares(name, text, perTemplate, perTemplateCharacter)
  if (/^(mustR|r)egex(?!QuoteMeta)/.test(name)) return chargeRegex(name)
  if (!secretMakers.has(name)) return undefined
  return (meter, [kind]) => {
    meter.makesSecret(name)
    if (name === 'genPrivateKey' && isQuickKey(kind)) meter.spend(name, quickKey - costOf(name).call)
  }
}

const perTemplate = 5000
const perTemplateCharacter = 100
const quickKey = 40_000

/** Compiling takes time once; matching takes that of the text and of the automaton, which is walked all at once. */
function chargeRegex(name: string): Preparation {
  return (meter, [pattern, text]) => {
    if (typeof pattern !== 'string' || typeof text !== 'string') return
    const size = patternSize(pattern)
    meter.prepares('regex', pattern, 20_000, Math.min(1000, size / Math.max(1, pattern.length)) * 300)
    meter.spend(name, text.length * (perMatchedCharacter + size))
  }
}

const perMatchedCharacter = 20

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
