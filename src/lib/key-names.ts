import { hash } from 'node:crypto'

/** What a key is called where it is kept. */
export type KeyNames = (key: string) => string

/** No character of a hash sorts after it: it parts these names from those of the first version, which had none. */
export const KEY_MARK = '~'
/** Characters for the owner. Behind mark and owner stands what the first version's names began with. */
export const KEY_OWNER = 4

/**
 * A mark, four characters for the feed, host or publisher that the key begins with, then 78 bits of SHA-256. What one
 * feed lists lies together in the store, so that a poll touches a few pages of its table instead of one for each key: of
 * a commit's time most went into writing pages (docs/decisions/0016). For one document: remembers its owners.
 */
export function createKeyNames(): KeyNames {
  const shelves = new Map<string, string>()
  function shelfOf(key: string): string {
    const owner = ownerIn(key)
    const known = shelves.get(owner)
    if (known !== undefined) return known
    const shelf = KEY_MARK + hash('sha256', owner, 'base64url').slice(0, KEY_OWNER)
    shelves.set(owner, shelf)
    return shelf
  }
  return (key) => shelfOf(key) + hash('sha256', key, 'base64url').slice(0, 13)
}

/** What stands between the kind of a key (`g:`) and the next `:`, `/` or `?`. */
function ownerIn(key: string): string {
  let end = 2
  for (; end < key.length; end++) {
    const unit = key.charCodeAt(end)
    if (unit === 58 || unit === 47 || unit === 63) break
  }
  return key.slice(2, end)
}
