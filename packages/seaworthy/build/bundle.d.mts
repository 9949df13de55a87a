export interface Bundle {
  readonly scripts: Readonly<Record<'core' | 'seldom' | 'rest', { readonly code: string; readonly map: string }>>
  /** What each entry exports, by its name in the bundle. */
  readonly exported: Readonly<Record<string, readonly string[]>>
}

export function bundle(entries: Readonly<Record<string, string>>, packages: string): Promise<Bundle>
