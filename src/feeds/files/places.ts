import { nearest } from '../../text/natural.ts'
import { address, defaults, feedSchema, fileSchema, json, list } from './schema.ts'

/** Where keys may stand in a feed file. */
type Place = { readonly home: string; readonly here: string; readonly keys: readonly string[] }

const PLACES = {
  file: place(fileSchema, 'the top of the file'),
  defaults: place(defaults, 'defaults'),
  feed: place(feedSchema, 'each feed', 'the feed itself'),
  list: place(list, 'list'),
  json: place(json, 'json'),
  or: place(address, 'an address below or'),
}

function place(schema: { readonly shape: object }, home: string, here = home): Place {
  return { home, here, keys: Object.keys(schema.shape) }
}

/** What is said of a key that may not stand in the block at a path: where it belongs, or which one was meant. */
export function misplaced(key: string, path: readonly PropertyKey[]): string {
  const { here, keys } = placeOf(path)
  const homes = homesOf(key).map(({ home }) => `to ${home}`)
  const where =
    homes.length > 0 ? `${key} belongs ${homes.join(' or ')}, not to ${here}` : undefined
  const meant = nearest(key, keys)
  return `${where ?? `there is no key ${key}`}${meant ? `; did you mean ${meant}?` : ''}`
}

function placeOf(path: readonly PropertyKey[]): Place {
  const inside = path.findLast((part) => typeof part === 'string')
  if (inside === undefined) return PLACES.file
  if (inside === 'feeds') return PLACES.feed
  return PLACES[inside as keyof typeof PLACES]
}

/** What a feed may hold is looked for there, not in its blocks. */
function homesOf(key: string): readonly Place[] {
  const holding = Object.values(PLACES).filter(({ keys }) => keys.includes(key))
  const outer = [PLACES.file, PLACES.defaults, PLACES.feed]
  const found = holding.filter((one) => outer.includes(one))
  return found.length > 0 ? found : holding
}
