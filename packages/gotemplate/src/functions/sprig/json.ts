import type { FunctionTable } from '../../function.ts'
import type { GoValue } from '../../value.ts'
import { GoJsonError, type GoJsonOptions, writeGoJson } from '../go-json.ts'
import { readGoJson } from '../go-json-read.ts'
import { define, fail } from './define.ts'

const pretty: GoJsonOptions = { indent: '  ' }
const raw: GoJsonOptions = { escapeHtml: false }

const toRawJson = define(['any'], ([value]) => orFail(() => writeGoJson(value, raw)))

/** JSON as sprig has it. Helm has its own toJson, mustToJson and fromJson. */
export const jsonFunctions: FunctionTable = {
  toJson: define(['any'], ([value]) => orElse('', () => writeGoJson(value))),
  toPrettyJson: define(['any'], ([value]) => orElse('', () => writeGoJson(value, pretty))),
  toRawJson,
  mustToJson: define(['any'], ([value]) => orFail(() => writeGoJson(value))),
  mustToPrettyJson: define(['any'], ([value]) => orFail(() => writeGoJson(value, pretty))),
  mustToRawJson: toRawJson,
  fromJson: define(['string'], ([text]) => orElse(null, () => readGoJson(text))),
  mustFromJson: define(['string'], ([text]) => orFail(() => readGoJson(text))),
}

/** What sprig does without `must`: an error gives an empty answer. */
function orElse(empty: GoValue, body: () => GoValue): GoValue {
  try {
    return body()
  } catch (error) {
    if (error instanceof GoJsonError) return empty
    throw error
  }
}

function orFail(body: () => GoValue): GoValue {
  try {
    return body()
  } catch (error) {
    if (error instanceof GoJsonError) fail(error.message)
    throw error
  }
}
