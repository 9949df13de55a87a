import {
  and,
  choose,
  compact,
  concat,
  contains,
  defaultTo,
  filterList,
  first,
  hasPrefix,
  listOf,
  listTemplate,
  mapList,
  ne,
  not,
  or,
  text,
  textTemplate,
  trimPrefix,
  trimSuffix,
  uniq,
} from 'seaworthy/sdk'
import { values } from './values.ts'

const { django, ingress, route } = values

const none = listOf<string>()

/** What is exposed: exposures that are switched off do not count. */
export const exposedHosts = listTemplate(
  'exposedHosts',
  { doc: 'Hosts of Route and Ingress, as far as they are enabled.' },
  uniq(
    compact(
      concat(
        choose(route.enabled, listOf(route.host), none),
        choose(
          ingress.enabled,
          mapList(ingress.hosts, (host) => host.host, { as: 'host' }),
          none,
        ),
      ),
    ),
  ),
)

const hosts = listTemplate(
  'hosts',
  { doc: 'Hosts that the site answers to.' },
  choose(django.allowedHosts, django.allowedHosts, exposedHosts),
)

/** As Django writes them: a wildcard begins with a dot. */
export const allowedHosts = listTemplate(
  'allowedHosts',
  { doc: 'The hosts as Django writes them: .example.org for *.example.org.' },
  mapList(hosts, (host) => choose(hasPrefix(host, '*.'), trimPrefix(host, '*'), host), { as: 'host' }),
)

const concreteHosts = filterList(hosts, (host) => not(or(contains(host, '*'), hasPrefix(host, '.'))), {
  as: 'concrete',
})

/** The first host that is no wildcard; empty when there is none. */
export const primaryHost = textTemplate(
  'primaryHost',
  { doc: 'The first host that is no wildcard.' },
  defaultTo(first(concreteHosts), ''),
)

export const baseUrl = textTemplate(
  'baseUrl',
  { doc: 'Public address of the site; empty when no host is known.' },
  choose(
    django.baseUrl,
    trimSuffix(django.baseUrl, '/'),
    choose(primaryHost, text`https://${primaryHost}`, ''),
  ),
)

const derivedOrigins = mapList(
  filterList(allowedHosts, (host) => ne(host, '*'), { as: 'named' }),
  (host) => choose(hasPrefix(host, '.'), text`https://*${host}`, text`https://${host}`),
  { as: 'origin' },
)

/** Origins that forms may come from. */
export const trustedOrigins = listTemplate(
  'trustedOrigins',
  {
    doc: 'Origins that forms may come from: those given, or the hosts, or the address of a site that answers to all.',
  },
  choose(
    django.csrfTrustedOrigins,
    django.csrfTrustedOrigins,
    choose(derivedOrigins, derivedOrigins, compact(listOf(baseUrl))),
  ),
)

/** Every host is a wildcard, and nobody said what the site is called. */
export const hasNoAddress = and(hosts, not(baseUrl))
