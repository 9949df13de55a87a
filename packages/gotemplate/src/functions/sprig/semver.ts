import type { FunctionTable } from '../../function.ts'
import { VersionConstraint } from '../../semver/constraint.ts'
import { SemanticVersion, VersionError } from '../../semver/version.ts'
import { define, fail } from './define.ts'

/** Versions and ranges of Masterminds/semver. */
export const semverFunctions: FunctionTable = {
  semver: define(['string'], ([text]) => orFail(() => SemanticVersion.parse(text))),
  semverCompare: define(['string', 'string'], ([range, text]) =>
    orFail(() => {
      const constraint = VersionConstraint.parse(range)
      return constraint.allows(SemanticVersion.parse(text))
    }),
  ),
}

function orFail<T>(body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof VersionError) fail(error.message)
    throw error
  }
}
