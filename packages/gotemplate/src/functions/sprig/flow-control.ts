import type { FunctionTable } from '../../function.ts'
import { define, fail } from './define.ts'

/** `fail`, which Helm gives another dress: it shows the text alone, as an execution error. */
export const flowControlFunctions: FunctionTable = {
  fail: define(['string'], ([text]) => fail(text)),
}
