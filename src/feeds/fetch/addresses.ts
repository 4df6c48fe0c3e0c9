import ipaddr from 'ipaddr.js'
import { FeedError } from '../../domain/errors.ts'

/** Azure's wire server: public by its range, internal by its use. https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const INTERNAL = new Set(['168.63.129.16'])
/** Well-known prefixes that carry an IPv4 address inside: NAT64 (RFC 6052) and its local one (RFC 8215), 6to4 (RFC 3056). */
const NAT64 = [ipaddr.parseCIDR('64:ff9b::/96'), ipaddr.parseCIDR('64:ff9b:1::/48')]

/** Whether an IP address is public unicast, in every notation and mapping of IPv4 in IPv6. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!ipaddr.isValid(bare)) return false
  return isPublic(ipaddr.process(bare))
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4)
    return address.range() === 'unicast' && !INTERNAL.has(address.toString())
  if (NAT64.some((range) => address.match(range as [ipaddr.IPv6, number])))
    return isPublic(embedded(address, 12))
  if (address.range() === '6to4') return isPublic(embedded(address, 2))
  // fec0::/10 was site-local (RFC 3879), ::a.b.c.d IPv4-compatible (RFC 4291): neither is routed.
  return address.range() === 'unicast' && (address.parts[0]! & 0xe000) === 0x2000
}

function embedded(address: ipaddr.IPv6, from: number): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(from, from + 4))
}

/** The IP literal that an address names (`2130706433`, `0x7f.1` and `[::1]` too: WHATWG URL writes them plainly). */
export function literalHost(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : undefined
}

/** Throws FeedError `bad-address` for anything but http and https, `private-address` for a literal that is not public. */
export function checkAddress(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FeedError(
      'bad-address',
      `${url.protocol}// is no address of the web; only http and https are fetched.`,
      'never',
    )
  const literal = literalHost(url)
  if (literal && !allowPrivate && !isPublicAddress(literal)) throw privateAddress(url.hostname)
}

export function privateAddress(host: string): FeedError {
  return new FeedError(
    'private-address',
    `${host} is not a public address, and is not fetched. A feed of your own network needs allow_private: true.`,
    'never',
  )
}
