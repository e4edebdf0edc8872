// Which bucket a client's address falls into: IPv4 /32 and /24, IPv6 /64 and /48; whatever can't be read shares one.
import { BlockList, isIP, isIPv4 } from 'node:net'
import type { NetworkKeys } from '../../../core/throttle/networks.ts'

/** RFC 1918, RFC 4193, RFC 6598, RFC 3927 and loopback: many people behind one address is what these are for. */
const privateRanges = new BlockList()
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
] as const) {
  privateRanges.addSubnet(network, prefix, 'ipv4')
}
privateRanges.addSubnet('fc00::', 7, 'ipv6')
privateRanges.addSubnet('fe80::', 10, 'ipv6')
privateRanges.addAddress('::1', 'ipv6')

/** An address that no parser knows is one shared bucket, never "no limit". */
const unreadable: NetworkKeys = { address: 'unreadable', network: 'all unreadable', private: false }

export function networkKeys(client: string): NetworkKeys {
  const address = client.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '')
  if (isIPv4(address)) {
    return {
      address: `${address}/32`,
      network: `${address.split('.').slice(0, 3).join('.')}.0/24`,
      private: privateRanges.check(address, 'ipv4'),
    }
  }
  if (isIP(address) !== 6) return unreadable
  const groups = expand(address)
  return {
    address: `${groups.slice(0, 4).join(':')}::/64`,
    network: `${groups.slice(0, 3).join(':')}::/48`,
    private: privateRanges.check(address.replace(/%.*$/, ''), 'ipv6'),
  }
}

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): readonly string[] {
  const bare = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => `${pair(a, b)}:${pair(c, d)}`)
  const [head = '', tail] = bare.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16).toString(16))
}

const pair = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16)
