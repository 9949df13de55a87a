import { groupOf, type KindInfo, type StatusCause, StatusError } from '@seaworthy/kube'

/** `deployments.apps`, `pods`: how refusals name a resource. */
export function resourceOf(info: KindInfo): string {
  const group = groupOf(info.apiVersion)
  return group === '' ? info.plural : `${info.plural}.${group}`
}

/** `Deployment.apps`, `Pod`: how 422 names a kind. */
export function qualifiedKind(info: KindInfo): string {
  const group = groupOf(info.apiVersion)
  return group === '' ? info.kind : `${info.kind}.${group}`
}

// Texts as in k8s.io/apimachinery/pkg/api/errors: people search for them.

export function notFound(info: KindInfo, name: string): StatusError {
  return new StatusError('NotFound', `${resourceOf(info)} "${name}" not found`)
}

export function alreadyExists(info: KindInfo, name: string): StatusError {
  return new StatusError('AlreadyExists', `${resourceOf(info)} "${name}" already exists`)
}

export function conflict(info: KindInfo, name: string, why: string): StatusError {
  return new StatusError('Conflict', `Operation cannot be fulfilled on ${resourceOf(info)} "${name}": ${why}`)
}

export function modifiedMeanwhile(info: KindInfo, name: string): StatusError {
  return conflict(
    info,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  )
}

export function forbidden(
  info: KindInfo,
  name: string,
  why: string,
  causes: readonly StatusCause[] = [],
): StatusError {
  return new StatusError('Forbidden', `${resourceOf(info)} "${name}" is forbidden: ${why}`, { causes })
}

export function badRequest(message: string): StatusError {
  return new StatusError('BadRequest', message)
}

/** 422 with every field at fault; several are shown in brackets. */
export function invalid(info: KindInfo, name: string, causes: readonly StatusCause[]): StatusError {
  const texts = causes.map((cause) =>
    cause.field === undefined ? cause.message : `${cause.field}: ${cause.message}`,
  )
  const shown = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  return new StatusError('Invalid', `${qualifiedKind(info)} "${name}" is invalid: ${shown}`, { causes })
}
