import type { FunctionTable } from '../function.ts'
import { defaultFunctions } from './sprig/defaults.ts'
import { certificateFunctions } from './sprig/certificates.ts'
import { cipherFunctions } from './sprig/ciphers.ts'
import { dateFunctions } from './sprig/dates.ts'
import { dictFunctions } from './sprig/dicts.ts'
import { encodingFunctions } from './sprig/encoding.ts'
import { flowControlFunctions } from './sprig/flow-control.ts'
import { hashFunctions } from './sprig/hashes.ts'
import { jsonFunctions } from './sprig/json.ts'
import { listFunctions } from './sprig/lists.ts'
import { networkFunctions } from './sprig/network.ts'
import { numericFunctions } from './sprig/numeric.ts'
import { pathFunctions } from './sprig/paths.ts'
import { randomFunctions } from './sprig/random.ts'
import { regexFunctions } from './sprig/regex.ts'
import { reflectionFunctions } from './sprig/reflection.ts'
import { semverFunctions } from './sprig/semver.ts'
import { stringCaseFunctions } from './sprig/string-cases.ts'
import { stringFunctions } from './sprig/strings.ts'
import { stringListFunctions } from './sprig/string-lists.ts'
import { textLayoutFunctions } from './sprig/text-layout.ts'
import { urlFunctions } from './sprig/urls.ts'

/** The functions of sprig 3.3.0 that Helm offers: all but `env` and `expandenv`. */
export const sprigFunctions: FunctionTable = {
  ...defaultFunctions,
  ...certificateFunctions,
  ...cipherFunctions,
  ...dateFunctions,
  ...dictFunctions,
  ...encodingFunctions,
  ...flowControlFunctions,
  ...hashFunctions,
  ...jsonFunctions,
  ...listFunctions,
  ...networkFunctions,
  ...numericFunctions,
  ...pathFunctions,
  ...randomFunctions,
  ...reflectionFunctions,
  ...regexFunctions,
  ...semverFunctions,
  ...stringCaseFunctions,
  ...stringFunctions,
  ...stringListFunctions,
  ...textLayoutFunctions,
  ...urlFunctions,
}
