import { formsOf } from '../../text/forms/index.ts'
import { fold } from '../../text/normalise.ts'
import type { Item, Phrase, RuleSource } from '../source.ts'

/** A phrase without groups and lists: what stands at each of its positions. */
export type Flat = readonly Leaf[]

export type Leaf = {
  /** What it finds; two leaves with one key find the same. */
  readonly key: string
  /** Keys of what finds at least as much: `ai` finds whatever AI finds. */
  readonly wider: readonly string[]
  /** Its folded text, where it is a word. */
  readonly word: string | undefined
}

/** A phrase that stands for more is not looked at: the question is for what people write by hand. */
const MOST = 400

/** Every phrase without groups and lists that a phrase stands for; undefined where there are too many. */
export function flatten(phrase: Phrase, source: RuleSource): readonly Flat[] | undefined {
  let flats: readonly Flat[] = [[]]
  for (const item of phrase) {
    const next = alternatives(item, source)
    if (!next || flats.length * next.length > MOST) return undefined
    flats = flats.flatMap((flat) => next.map((more) => [...flat, ...more]))
  }
  return flats
}

/** The same for several phrases together. */
export function flattenAll(
  phrases: readonly Phrase[],
  source: RuleSource,
): readonly Flat[] | undefined {
  const all: Flat[] = []
  for (const phrase of phrases) {
    const flats = flatten(phrase, source)
    if (!flats || all.length + flats.length > MOST) return undefined
    all.push(...flats)
  }
  return all
}

function alternatives(item: Item, source: RuleSource): readonly Flat[] | undefined {
  if (item.sign === 'group') return flattenAll(item.phrases, source)
  if (item.sign === 'list') return flatList(item.name, source)
  return [leavesOf(item)]
}

/** A list stands in many lines of one set of rules, and is flattened once. */
const LISTS = new WeakMap<RuleSource, Map<string, readonly Flat[] | undefined>>()

function flatList(name: string, source: RuleSource): readonly Flat[] | undefined {
  const known = LISTS.get(source) ?? new Map<string, readonly Flat[] | undefined>()
  LISTS.set(source, known)
  if (!known.has(name)) known.set(name, flattenAll(listPhrases(name, source), source))
  return known.get(name)
}

/** The phrases of a list: its lines hold nothing else. */
export function listPhrases(name: string, source: RuleSource): readonly Phrase[] {
  const lines = source.lists.get(name)?.lines ?? []
  return lines.flatMap(({ line }) =>
    line.kind === 'terms'
      ? line.or.flat().flatMap((near) => (near.kind === 'phrase' ? [near.phrase] : []))
      : [],
  )
}

type Simple = Exclude<Item, { sign: 'list' | 'group' }>

function leavesOf(item: Simple): Flat {
  switch (item.sign) {
    case 'word':
      return /[\p{Script=Han}\u3041-\u30ff]/u.test(item.text)
        ? Array.from(item.text, (character) => leaf(`h:${character}`))
        : [wordLeaf(item.text)]
    case 'exact':
      return [leaf(`=:${item.text}`, [wordKey(item.text)], fold(item.text))]
    case 'prefix':
      return [leaf(`*:${fold(item.text)}`)]
    case 'percent':
      return [leaf(`%:${item.value}`)]
    case 'date':
      return [leaf(`d:${item.year ?? ''}-${item.month}-${item.day ?? ''}`)]
    case 'span':
      return [leaf(`s:${item.count} ${item.unit}`)]
  }
}

function wordLeaf(text: string): Leaf {
  const capitals = /\p{Lu}/u.test(text) && text === text.toUpperCase()
  if (!capitals) return leaf(wordKey(text), [], fold(text))
  return leaf(`c:${text}`, [wordKey(text)], fold(text))
}

function wordKey(text: string): string {
  return `w:${[...formsOf(fold(text))].toSorted().join(' ')}`
}

function leaf(key: string, wider: readonly string[] = [], word?: string): Leaf {
  return { key, wider, word }
}

/** Whether `wide` finds something wherever `narrow` does: it stands in it, position for position. */
export function contains(narrow: Flat, wide: Flat): boolean {
  for (let from = 0; from + wide.length <= narrow.length; from++)
    if (wide.every(({ key }, at) => covers(key, narrow[from + at]!))) return true
  return false
}

/** Finds phrases by the leaf that one containing the other must share. */
export type FlatIndex<T> = {
  /** Those that may be contained in this phrase. */
  readonly inside: (flat: Flat) => readonly T[]
  /** Those that may contain this phrase. */
  readonly around: (flat: Flat) => readonly T[]
}

/** Puts things in order by the leaves of their phrases; what is found keeps that order. */
export function indexFlats<T>(things: readonly T[], flatOf: (thing: T) => Flat): FlatIndex<T> {
  const byFirst = new Map<string, number[]>()
  const byAny = new Map<string, number[]>()
  for (const [order, thing] of things.entries()) {
    const flat = flatOf(thing)
    put(byFirst, isPrefix(flat) ? '*' : (flat[0]?.key ?? ''), order)
    for (const key of keysOf(flat)) put(byAny, key, order)
  }
  function inOrder(orders: readonly number[]): readonly T[] {
    return [...new Set(orders)].toSorted((a, b) => a - b).map((order) => things[order]!)
  }
  return {
    inside: (flat) => inOrder(['*', ...keysOf(flat)].flatMap((key) => byFirst.get(key) ?? [])),
    around: (flat) => (isPrefix(flat) ? things : inOrder(byAny.get(flat[0]?.key ?? '') ?? [])),
  }
}

/** A prefix finds words that bear keys of their own. */
function isPrefix(flat: Flat): boolean {
  return flat[0]?.key.startsWith('*:') ?? false
}

function keysOf(flat: Flat): ReadonlySet<string> {
  return new Set(flat.flatMap(({ key, wider }) => [key, ...wider]))
}

function put(index: Map<string, number[]>, key: string, order: number): void {
  const there = index.get(key)
  if (there) there.push(order)
  else index.set(key, [order])
}

function covers(key: string, narrow: Leaf): boolean {
  if (narrow.key === key || narrow.wider.includes(key)) return true
  if (!key.startsWith('*:') || !narrow.word) return false
  return formsOf(narrow.word).every((form) => form.startsWith(key.slice(2)))
}
