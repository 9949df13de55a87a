export declare const oracles: string
export declare function helmEnvironment(): Record<string, string | undefined>
export declare function runHelm(
  binary: string,
  args: readonly string[],
  cwd: string,
  stdin?: string,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string }
