import { SemanticVersion, VersionError } from '@seaworthy/gotemplate'

/** A version as Helm reads it; undefined for what is none. */
export function parsedVersion(text: string): SemanticVersion | undefined {
  try {
    return SemanticVersion.parse(text)
  } catch (error) {
    if (error instanceof VersionError) return undefined
    throw error
  }
}
