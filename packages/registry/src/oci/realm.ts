import { BlockList, isIP } from 'node:net'
import { registryFailure } from '../failure.ts'

const inner = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 32],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 24],
] as const)
  inner.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::', 128],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff02::', 16],
] as const)
  inner.addSubnet(network, bits, 'ipv6')

/**
 * A registry names the server that gives tokens, and gets the user's credentials sent there: not without TLS where the
 * registry has it, and not into the network of this machine (rule: oras-go's `auth/client.go`, validateRealm).
 */
export function checkRealm(realm: string, registry: string): void {
  const fault = realmFault(realm, new URL(registry))
  if (fault !== undefined) throw registryFailure(fault, { code: 'token-realm' })
}

function realmFault(realm: string, registry: URL): string | undefined {
  if (!URL.canParse(realm)) return `failed to parse bearer realm ${JSON.stringify(realm)}`
  const { protocol, hostname } = new URL(realm)
  if (protocol !== 'https:' && protocol !== 'http:')
    return `bearer realm ${JSON.stringify(realm)} uses unsupported scheme ${JSON.stringify(protocol.slice(0, -1))}`
  if (protocol === 'http:' && registry.protocol === 'https:')
    return `bearer realm ${JSON.stringify(realm)} uses http but registry was contacted over https`
  const address = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(address)
  if (family === 0 || hostname === registry.hostname) return undefined
  return inner.check(address, family === 6 ? 'ipv6' : 'ipv4')
    ? `bearer realm host ${JSON.stringify(address)} is a loopback, link-local, private, or unspecified address`
    : undefined
}
