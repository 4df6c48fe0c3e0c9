import { RuleError } from '../../domain/errors.ts'
import { atomOf, type PlainItem } from '../signs/index.ts'
import type { Atom } from '../signs/atom.ts'
import { compoundAtom, isSmallLatin } from '../signs/word.ts'
import type { Item, Line, ListSource, Phrase } from '../source.ts'

export type Lists = ReadonlyMap<string, ListSource>

/** A phrase without lists and brackets: one atom a position. */
export type FlatPhrase = readonly Atom[]

type FlatItems = readonly PlainItem[]

/** More than anybody means; a list in a list in a list multiplies. */
const MOST = 20_000
const DEEPEST = 50

/** Makes everything that phrases stand for of them, over one collection of lists. */
export function createExpander(lists: Lists): (phrase: Phrase) => readonly FlatPhrase[] {
  const atoms = new Map<PlainItem, Atom>()
  const expanded = new Map<string, readonly FlatItems[]>()
  /** The lists that are being read: none of them may come again. */
  const open = new Set<string>()

  function itemsOf(phrase: Phrase, depth: number): readonly FlatItems[] {
    if (depth > DEEPEST)
      throw new RuleError(`Lists and brackets may stand ${DEEPEST} deep in each other.`, 'too-deep')
    let all: readonly FlatItems[] = [[]]
    for (const item of phrase) {
      const choices = choicesOf(item, depth)
      if (all.length * choices.length > MOST) throw tooMany()
      all = all.flatMap((before) => choices.map((choice) => [...before, ...choice]))
    }
    return all
  }

  function choicesOf(item: Item, depth: number): readonly FlatItems[] {
    if (item.sign === 'group') return allOf(item.phrases, depth)
    if (item.sign !== 'list') return [[item]]
    const before = expanded.get(item.name)
    if (before) return before
    if (open.has(item.name))
      throw new RuleError(`The list $${item.name} contains itself.`, 'list-cycle')
    const list = lists.get(item.name)
    if (!list) throw new RuleError(`There is no list "$${item.name}".`, 'unknown-list')
    open.add(item.name)
    const choices = allOf(
      list.lines.flatMap(({ line }) => phrasesOf(line)),
      depth,
    )
    open.delete(item.name)
    expanded.set(item.name, choices)
    return choices
  }

  function allOf(phrases: readonly Phrase[], depth: number): readonly FlatItems[] {
    const all: FlatItems[] = []
    for (const phrase of phrases) {
      for (const items of itemsOf(phrase, depth + 1)) all.push(items)
      if (all.length > MOST) throw tooMany()
    }
    return all
  }

  function atomFor(item: PlainItem): Atom {
    const atom = atoms.get(item) ?? atomOf(item)
    atoms.set(item, atom)
    return atom
  }

  return (phrase) =>
    itemsOf(phrase, 0).flatMap((items) => {
      const compound = compoundOf(items)
      return compound ? [items.map(atomFor), [compound]] : [items.map(atomFor)]
    })
}

function tooMany(): RuleError {
  return new RuleError(
    `A line stands for more than ${MOST} phrases. Write two lines, or NEAR.`,
    'too-many-forms',
  )
}

/** The phrases of a line that holds no NEAR and no +: a list's, or `ignore`'s. */
export function phrasesOf(line: Line): readonly Phrase[] {
  if (line.kind === 'regex') return []
  return line.or.flat().flatMap((near) => (near.kind === 'phrase' ? [near.phrase] : []))
}

/** rareearth: two Latin words in small letters also stand as one. */
function compoundOf(items: FlatItems): Atom | undefined {
  const [first, second] = items
  if (items.length !== 2 || first?.sign !== 'word' || second?.sign !== 'word') return undefined
  return isSmallLatin(first.text) && isSmallLatin(second.text)
    ? compoundAtom(first.text, second.text)
    : undefined
}
