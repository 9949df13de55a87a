export type { Metadata } from './metadata.ts'
export type {
  FieldOrigin,
  FieldPath,
  Hook,
  HookDeletePolicy,
  HookEvent,
  RenderedObject,
  RenderedRelease,
  RenderEffect,
} from './rendered.ts'
