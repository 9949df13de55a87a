/** The Helm whose behaviour is asked for. */
export type HelmVersion = '4.2' | '3.21'

/** What `.Capabilities.HelmVersion` says of it. */
export const helmReleases: Readonly<Record<HelmVersion, string>> = { '4.2': 'v4.2.4', '3.21': 'v3.21.4' }
