import type { Item } from '../source.ts'
import type { Atom } from './atom.ts'
import { dateAtom } from './date.ts'
import { exactAtom } from './exact.ts'
import { percentAtom } from './percent.ts'
import { prefixAtom } from './prefix.ts'
import { spanAtom } from './span.ts'
import { wordAtom } from './word.ts'

/** An item that stands for itself; lists and groups stand for others. */
export type PlainItem = Exclude<Item, { sign: 'list' | 'group' }>

/** The table of signs: a new sign is a new file and a line here. */
const SIGNS: { readonly [S in PlainItem['sign']]: (item: Extract<Item, { sign: S }>) => Atom } = {
  word: wordAtom,
  exact: exactAtom,
  prefix: prefixAtom,
  percent: percentAtom,
  date: dateAtom,
  span: spanAtom,
}

/** What an item stands for. */
export function atomOf(item: PlainItem): Atom {
  const make = SIGNS[item.sign] as (item: PlainItem) => Atom
  return make(item)
}
