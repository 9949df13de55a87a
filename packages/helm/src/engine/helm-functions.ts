import { DiagnosticError } from '@seaworthy/diagnostics'
import {
  type ExecutionHost,
  ExecutionError,
  type FunctionHost,
  type FunctionTable,
  goMessage,
  goQuote,
  type GoValue,
  LimitError,
  sprigFunctions,
  TemplateFunctionError,
} from '@seaworthy/gotemplate'
import type { HelmVersion } from '../version.ts'
import { serialFunctions } from './serial-functions.ts'

/** Answers `lookup`: an object as a map, a list object where `name` is empty, an empty map where there is nothing. */
export type Lookup = (apiVersion: string, kind: string, namespace: string, name: string) => GoValue

/** What the functions of one render share; a loaded chart's parsed templates outlive it. */
export interface RenderSession {
  lookup: Lookup | undefined
  /** In lint mode `required` and `fail` only warn. */
  lint: boolean
  warn: (text: string) => void
  /** Asks DNS, where the user allows it. */
  resolveHost?: ((name: string) => string) | undefined
}

const markStart = 'HELM_ERR_START'
const markEnd = 'HELM_ERR_END'

/** The text of a `fail` or `required` inside an error's message; undefined in all others. */
export function markedMessage(message: string): string | undefined {
  return new RegExp(`${markStart}(.*)${markEnd}`, 's').exec(message)?.[1]
}

/** Every function of Helm's templates besides Go's own. */
export function helmFunctions(version: HelmVersion, session: RenderSession): FunctionTable {
  return {
    ...sprigFunctions,
    ...serialFunctions(version),
    include: {
      parameters: ['string', 'any'],
      call: (args, host) => templates(host).execute(args[0] as string, args[1] ?? null),
    },
    tpl: {
      parameters: ['string', 'any'],
      call: ([text, data], host) => tpl(text as string, data ?? null, host),
    },
    required: {
      parameters: ['string', 'any'],
      call: ([text, value]) => required(text as string, value ?? null, session),
    },
    fail: { parameters: ['string'], call: ([text]) => fail(text as string, session) },
    lookup: {
      parameters: ['string', 'string', 'string', 'string'],
      call: ([apiVersion, kind, namespace, name], host) => {
        host.noteEffect('lookup')
        const ask = session.lint ? undefined : session.lookup
        return ask?.(apiVersion as string, kind as string, namespace as string, name as string) ?? new Map()
      },
    },
    getHostByName: { parameters: ['string'], call: ([name]) => session.resolveHost?.(name as string) ?? '' },
  }
}

function templates(host: FunctionHost): ExecutionHost['templates'] {
  return (host as ExecutionHost).templates
}

function tpl(text: string, data: GoValue, host: FunctionHost): GoValue {
  try {
    return templates(host).executeText('gotpl', text, data)
  } catch (error) {
    if (error instanceof LimitError) throw error
    if (!(error instanceof DiagnosticError) && !(error instanceof TemplateFunctionError)) throw error
    const isParse = !(error instanceof ExecutionError) && error instanceof DiagnosticError
    const doing = isParse ? 'cannot parse template' : 'error during tpl function execution for'
    throw new TemplateFunctionError(`${doing} ${goQuote(text)}: ${goMessage(error)}`)
  }
}

function required(text: string, value: GoValue, session: RenderSession): GoValue {
  if (value !== null && value !== '') return value
  if (!session.lint) throw new TemplateFunctionError(markStart + text + markEnd)
  session.warn(`missing required value message=${text}`)
  return ''
}

function fail(text: string, session: RenderSession): GoValue {
  if (!session.lint) throw new TemplateFunctionError(markStart + text + markEnd)
  session.warn(`funcMap fail message=${text}`)
  return ''
}
