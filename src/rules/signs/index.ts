import type { Item } from '../source.ts'
import type { Atom } from './atom.ts'
import { dateAtom, readDate } from './date.ts'
import { exactAtom, readExact } from './exact.ts'
import { percentAtom, readPercent } from './percent.ts'
import { prefixAtom, readPrefix } from './prefix.ts'
import { trouble, type Read, type Trouble, type Written } from './sign.ts'
import { readSpan, spanAtom } from './span.ts'
import { readWords, wordAtom } from './word.ts'

/** An item that stands for itself; lists and groups stand for others. */
export type PlainItem = Exclude<Item, { sign: 'list' | 'group' }>

type Sign<S extends PlainItem['sign']> = {
  /** Where it is written: between spaces, or in angle brackets. */
  readonly in: 'piece' | 'angle'
  read(written: Written): Read
  /** What it stands for, how that is found, and how it is shown. */
  atom(item: Extract<PlainItem, { sign: S }>): Atom
}

/** The table of signs, in the order in which they are asked; a new sign is a new file and a line here. */
const SIGNS: { readonly [S in PlainItem['sign']]: Sign<S> } = {
  percent: { in: 'piece', read: readPercent, atom: percentAtom },
  exact: { in: 'piece', read: readExact, atom: exactAtom },
  prefix: { in: 'piece', read: readPrefix, atom: prefixAtom },
  word: { in: 'piece', read: readWords, atom: wordAtom },
  date: { in: 'angle', read: readDate, atom: dateAtom },
  span: { in: 'angle', read: readSpan, atom: spanAtom },
}

/** What an item stands for. */
export function atomOf(item: PlainItem): Atom {
  const { atom } = SIGNS[item.sign] as { atom: (item: PlainItem) => Atom }
  return atom(item)
}

/** What a piece between spaces stands for: a word is one item, rare-earth two. */
export function readPiece(written: Written): readonly Item[] | Trouble {
  return firstRead('piece', written) ?? []
}

/** What stands in angle brackets: a date or a length of time. */
export function readAngle(written: Written): readonly Item[] | Trouble {
  const read = firstRead('angle', written)
  return (
    read ??
    trouble(
      'unknown-date',
      `<${written.text}> is neither a date nor a length of time`,
      'write <August 10>, <2025-08-10>, <August 2025>, <90 days> or <six months>',
    )
  )
}

/** The first sign that knows the piece; what one finds wrong counts only if none knows it. */
function firstRead(place: 'piece' | 'angle', written: Written): Read {
  let wrong: Read
  for (const sign of Object.values(SIGNS)) {
    const read = sign.in === place ? sign.read(written) : undefined
    if (read instanceof Array) return read
    if (read && place === 'piece') return read
    wrong ??= read
  }
  return wrong
}
