import { formatTimestamp, parseTimestamp, StatusError } from '@seaworthy/kube'

/** Milliseconds since 1970 as Helm stores them (RFC 3339); whole seconds are enough for a record. */
export const formatHelmTime = formatTimestamp

/**
 * A time that Helm stored: with the fraction and the zone of the machine that it ran on.
 * @throws StatusError InternalError for anything else, because the record is then not one of Helm's
 */
export function parseHelmTime(text: string): number {
  const match = /^(.{19})(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text)
  const [, local = '', fraction = '', sign = '+', hours = '0', minutes = '0'] = match ?? []
  const ms = parseTimestamp(`${local}Z`)
  if (Number.isNaN(ms))
    throw new StatusError('InternalError', `${JSON.stringify(text)} is no time of a release`)
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return ms + Math.floor(Number(`0${fraction}`) * 1000) - (sign === '-' ? -offset : offset)
}
