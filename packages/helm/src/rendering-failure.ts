import { type Diagnostic, DiagnosticError } from '@seaworthy/diagnostics'
import type { StreamPart } from './manifest/stream.ts'

/** A chart that was loaded and could not be rendered: Helm hints at `--debug` after these, and not after others. */
export class RenderingFailure extends DiagnosticError {
  /** What the templates wrote, where they wrote what cannot be read; Helm prints it with `--debug`. */
  readonly files: readonly StreamPart[]

  constructor(diagnostics: readonly Diagnostic[], files: readonly StreamPart[] = []) {
    super(diagnostics)
    this.files = files
  }
}

/** Does a part of the rendering; every fault in it is a `RenderingFailure`. */
export function rendering<T>(work: () => T, files: () => readonly StreamPart[] = () => []): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DiagnosticError) throw new RenderingFailure(error.diagnostics, files())
    throw error
  }
}
