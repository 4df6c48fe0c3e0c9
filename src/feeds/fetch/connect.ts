import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { isPublicAddress, privateAddress } from './addresses.ts'

/**
 * An undici agent whose connections go to public addresses alone. undici calls no lookup for IP literals: those are
 * checked before, and names here, at each look-up, so that a name cannot change its mind between check and use.
 */
export function createAgent(allowPrivate: boolean, lookup: LookupFunction = systemLookup): Agent {
  const connect = buildConnector({
    timeout: 10_000,
    lookup: allowPrivate ? lookup : publicOnly(lookup),
    autoSelectFamily: true,
  })
  return new Agent({
    connect,
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
    keepAliveTimeout: 4_000,
    pipelining: 1,
    connections: 8,
    maxHeaderSize: 64 * 1024,
  })
}

function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '')
      const all = addresses as unknown as readonly { address: string; family: number }[]
      const open = all.filter(({ address }) => isPublicAddress(address))
      // One private answer among public ones is as suspicious as private ones alone.
      if (open.length < all.length || open.length === 0)
        return callback(privateAddress(hostname) as NodeJS.ErrnoException, '')
      if (options.all) return callback(null, [...open])
      callback(null, open[0]!.address, open[0]!.family)
    })
  }
}
