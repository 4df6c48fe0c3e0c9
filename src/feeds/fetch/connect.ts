import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { privateAddress } from './addresses.ts'
import type { Limits } from './limits.ts'

/**
 * An undici agent whose connections go to allowed addresses alone. undici asks no lookup about IP literals: these are
 * refused in `connect`, names at each look-up, with the very addresses that are then used, so that a name cannot change
 * its mind between check and use.
 */
export function createAgent(
  isAllowed: (address: string) => boolean,
  limits: Limits,
  lookup: LookupFunction = systemLookup,
): Agent {
  const connector = buildConnector({
    timeout: limits.connect,
    lookup: allowedOnly(lookup, isAllowed),
    autoSelectFamily: true,
    // The deadlines and caps below are measured on HTTP/1.1; no feed needs more.
    allowH2: false,
  })
  return new Agent({
    connect(options, callback) {
      const literal = isIP(options.hostname.replace(/^\[|\]$/g, '')) !== 0
      if (literal && !isAllowed(options.hostname))
        return callback(privateAddress(options.hostname), null)
      connector(options, callback)
    },
    allowH2: false,
    // Our own timer counts the wait for headers: undici's is exact to a second only.
    headersTimeout: 0,
    bodyTimeout: limits.idle,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 64 * 1024,
  })
}

function allowedOnly(
  lookup: LookupFunction,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const found = addresses as unknown as readonly { address: string; family: number }[]
      // One private answer among public ones is as suspicious as private ones alone.
      if (found.length === 0 || !found.every(({ address }) => isAllowed(address)))
        return callback(privateAddress(hostname), '')
      if (options.all) return callback(null, [...found])
      callback(null, found[0]!.address, found[0]!.family)
    })
  }
}
