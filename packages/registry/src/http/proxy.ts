import { BlockList, isIP } from 'node:net'
import type { Environment } from '../helm-home.ts'

/**
 * The proxy for an address, from `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` in either case; undefined for a direct way, which
 * this machine itself always is (rule: golang.org/x/net/http/httpproxy).
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const given = (name: string) => environment[name] || environment[name.toLowerCase()]
  const proxy = given(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY')
  if (proxy === undefined || isExcepted(url, given('NO_PROXY') ?? '')) return undefined
  return new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`)
}

function isExcepted({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const withPort = `${host}:${port || (protocol === 'https:' ? '443' : '80')}`
  if (host === 'localhost' || /^127\.|^::1$/.test(host)) return true
  return exceptions
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .some((each) => each !== '' && (each === '*' || each === withPort || matches(host, each)))
}

/** `example.com` excepts itself and what is below, `.example.com` only what is below, `10.0.0.0/8` a network. */
function matches(host: string, exception: string): boolean {
  if (isIP(host) > 0) return host === exception || isInNetwork(host, exception)
  const domain = exception.replace(/^\*/, '')
  if (domain.startsWith('.')) return host.endsWith(domain)
  return host === domain || host.endsWith(`.${domain}`)
}

function isInNetwork(host: string, network: string): boolean {
  const [address = '', bits = ''] = network.split('/')
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  if (isIP(address) === 0 || !/^\d+$/.test(bits) || Number(bits) > (family === 'ipv6' ? 128 : 32))
    return false
  const list = new BlockList()
  list.addSubnet(address, Number(bits), family)
  return list.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
}
