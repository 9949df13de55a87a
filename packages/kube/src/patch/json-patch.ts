import type { Json } from '../object.ts'
import { StatusError } from '../status-error.ts'
import { isJsonObject, isSameJson } from './json-value.ts'

export interface JsonPatchOperation {
  readonly op: string
  /** JSON pointer (RFC 6901): `/metadata/labels/app.kubernetes.io~1name`. */
  readonly path: string
  readonly from?: string
  readonly value?: Json
}

/**
 * RFC 6902 as the API server does it. Changes none of its arguments. Throws `StatusError`: Invalid, with the server's
 * text, when an operation does not apply; BadRequest when the patch is no list.
 */
export function applyJsonPatch(document: Json, patch: Json): Json {
  if (!Array.isArray(patch))
    throw new StatusError('BadRequest', 'error decoding patch: a JSON patch is a list')
  if (patch.length > 10_000) {
    throw new StatusError('BadRequest', 'The allowed maximum operations in a JSON patch is 10000')
  }
  return (patch as readonly JsonPatchOperation[]).reduce(applyOperation, document)
}

function applyOperation(document: Json, operation: JsonPatchOperation): Json {
  const path = pointer(operation.path, operation)
  switch (operation.op) {
    case 'add':
      return add(document, path, valueOf(operation))
    case 'remove':
      return remove(document, path, operation)
    case 'replace':
      return replace(document, path, operation)
    case 'move': {
      const from = pointer(operation.from, operation)
      return add(remove(document, from, operation), path, find(document, from, operation))
    }
    case 'copy':
      return add(document, path, find(document, pointer(operation.from, operation), operation))
    case 'test':
      if (!isSameJson(find(document, path, operation) ?? null, operation.value ?? null))
        throw refused(operation)
      return document
    default:
      throw refused(operation)
  }
}

function add(document: Json, path: readonly string[], value: Json): Json {
  return changeParent(document, path, {
    object: (parent, key) => ({ ...parent, [key]: value }),
    list: (parent, key) => {
      const at = key === '-' ? parent.length : index(key, parent.length)
      return [...parent.slice(0, at), value, ...parent.slice(at)]
    },
    root: () => value,
  })
}

function remove(document: Json, path: readonly string[], operation: JsonPatchOperation): Json {
  return changeParent(document, path, {
    object: (parent, key) => {
      if (!(key in parent)) throw refused(operation)
      const { [key]: _removed, ...rest } = parent
      return rest
    },
    list: (parent, key) => parent.toSpliced(index(key, parent.length - 1), 1),
    root: () => {
      throw refused(operation)
    },
  })
}

/** Of a field that is not there: adds it, because the API server's library does. A list's item must be there. */
function replace(document: Json, path: readonly string[], operation: JsonPatchOperation): Json {
  const value = valueOf(operation)
  return changeParent(document, path, {
    object: (parent, key) => ({ ...parent, [key]: value }),
    list: (parent, key) => parent.with(index(key, parent.length - 1), value),
    root: () => value,
  })
}

interface Change {
  readonly object: (parent: Record<string, Json>, key: string) => Json
  readonly list: (parent: readonly Json[], key: string) => Json
  readonly root: () => Json
}

/** The document with what holds the path's last step changed, and everything above it copied. */
function changeParent(value: Json, path: readonly string[], change: Change): Json {
  const [key, ...rest] = path
  if (key === undefined) return change.root()
  if (rest.length === 0) {
    if (Array.isArray(value)) return change.list(value, key)
    if (isJsonObject(value)) return change.object(value, key)
    throw refused({ op: 'find', path: key })
  }
  if (Array.isArray(value)) {
    const at = index(key, value.length - 1)
    return value.with(at, changeParent(value[at], rest, change))
  }
  if (!isJsonObject(value) || !(key in value)) throw refused({ op: 'find', path: key })
  return { ...value, [key]: changeParent(value[key], rest, change) }
}

function find(document: Json, path: readonly string[], operation: JsonPatchOperation): Json {
  return path.reduce((value: Json, key) => {
    if (Array.isArray(value)) return value[index(key, value.length - 1)]
    if (isJsonObject(value) && key in value) return value[key]
    // A test of an absent field against null holds in the server's library.
    if (isJsonObject(value) && operation.op === 'test') return undefined
    throw refused(operation)
  }, document)
}

function pointer(path: unknown, operation: JsonPatchOperation): string[] {
  if (typeof path !== 'string' || (path !== '' && !path.startsWith('/'))) throw refused(operation)
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function index(step: string, last: number): number {
  const at = /^(0|[1-9][0-9]*)$/.test(step) ? Number(step) : Number.NaN
  if (!(at <= last)) throw refused({ op: 'index', path: step })
  return at
}

function valueOf(operation: JsonPatchOperation): Json {
  if (operation.value === undefined) throw refused(operation)
  return operation.value
}

function refused(operation: JsonPatchOperation): StatusError {
  const reason = `${operation.op} ${operation.path} does not apply`
  return new StatusError('Invalid', 'the server rejected our request due to an error in our request', {
    causes: [{ reason: 'FieldValueInvalid', message: reason }],
  })
}
