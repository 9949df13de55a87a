export type StatusReason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'Forbidden'
  | 'BadRequest'
  | 'TooManyRequests'
  | 'MethodNotAllowed'
  | 'Gone'
  | 'UnsupportedMediaType'
  | 'InternalError'

const codes: Readonly<Record<StatusReason, number>> = {
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Invalid: 422,
  Forbidden: 403,
  BadRequest: 400,
  TooManyRequests: 429,
  MethodNotAllowed: 405,
  Gone: 410,
  UnsupportedMediaType: 415,
  InternalError: 500,
}

export interface StatusCause {
  /** `FieldValueRequired`, `FieldValueInvalid`, `DisruptionBudget` … */
  readonly reason: string
  readonly message: string
  /** `spec.template.spec.containers[0].image` */
  readonly field?: string
}

/** The API server's refusal, in its own words: reason, code, message and the fields at fault. */
export class StatusError extends Error {
  override readonly name = 'StatusError'
  readonly reason: StatusReason
  readonly code: number
  readonly causes: readonly StatusCause[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    reason: StatusReason,
    message: string,
    details: { causes?: readonly StatusCause[]; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.reason = reason
    this.code = codes[reason]
    this.causes = details.causes ?? []
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

export function isStatus(error: unknown, reason: StatusReason): error is StatusError {
  return error instanceof StatusError && error.reason === reason
}
