import ipaddr from 'ipaddr.js'
import { FeedError } from '../../domain/errors.ts'

/** Azure's wire server: public by its range, internal by its use. https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const INTERNAL = new Set(['168.63.129.16'])
/** On a network without IPv4 every host is reached through this prefix (RFC 6052): what counts is the address inside. */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number]
/** As the system writes ::/96 (RFC 4291, 2.5.5.1). */
const IPV4_COMPATIBLE = /^(?:::|(?:0+:){6})\d+\.\d+\.\d+\.\d+$/

/**
 * Whether an IP address is public unicast. IPv4 inside IPv6 counts as what it is inside where it is mapped or NAT64;
 * tunnels of old (6to4, Teredo, ISATAP's and IPv4-compatible forms) are refused whatever they carry.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  // ipaddr.js takes these for mapped ones.
  if (IPV4_COMPATIBLE.test(bare)) return false
  return ipaddr.isValid(bare) && isPublic(ipaddr.process(bare))
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address instanceof ipaddr.IPv4)
    return address.range() === 'unicast' && !INTERNAL.has(address.toString())
  if (address.match(NAT64)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)))
  // Global unicast is 2000::/3 alone (RFC 4291, IANA's registry): fec0::/10 and ::a.b.c.d lie outside of it.
  return address.range() === 'unicast' && address.parts[0]! >> 13 === 1 && !isIsatap(address)
}

/** …:0:5efe:a.b.c.d and …:200:5efe:a.b.c.d carry an IPv4 address (RFC 5214). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200)
}

/** The IP literal that an address names; WHATWG URL has written `2130706433`, `0x7f.1` and `0177.0.0.1` plainly by now. */
function literalHost(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : undefined
}

/** Throws FeedError `bad-address` for anything but http and https, `private-address` for a literal that is not allowed. */
export function checkAddress(url: URL, isAllowed: (address: string) => boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FeedError(
      'bad-address',
      `${url.protocol} is not fetched; write an address that begins with https:// or http://.`,
      'never',
    )
  const literal = literalHost(url)
  if (literal && !isAllowed(literal)) throw privateAddress(url.hostname)
}

/** The refusal of a host. That it is private may change with the next look-up. */
export function privateAddress(host: string): FeedError {
  return new FeedError(
    'private-address',
    `${host} is not a public address, and is not fetched. A feed of your own network needs allow_private: true.`,
  )
}
