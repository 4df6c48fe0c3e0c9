import type { FactKind } from '../domain/story.ts'
import { sameDate } from './facts.ts'
import { LEXICON, MATERIALS, OPPOSITES } from './lexicon.ts'
import type { Sketch } from './sketch.ts'

/** From this likeness of two titles on, a fact in which they differ is what the reader would see. */
const NEAR = 0.4
/** Rates are so much the matter of these news that less will do. */
const RATES = 0.3
/** From this one on, one changed word is a change of the matter. */
const TWIN = 0.55

/**
 * Whether facts hold two reports apart though their words are alike. Numbers vary inside one event too, so this
 * looks at titles that are nearly the same, and there alone: `likeness` is that of the titles, 0 to 1.
 */
export function areHeldApart(a: Sketch, b: Sketch, likeness: number): boolean {
  if ((a.facts.genre === 'market') !== (b.facts.genre === 'market')) return true
  if (likeness < TWIN && (a.facts.genre === 'analysis') !== (b.facts.genre === 'analysis'))
    return true
  if (likeness >= RATES && (differInKind(a, b, 'percent') || areOpposite(a, b))) return true
  if (likeness < NEAR) return false
  return (
    differInNumbers(a, b) ||
    a.facts.isNegated !== b.facts.isNegated ||
    a.facts.isReaction !== b.facts.isReaction ||
    isAhead(a, b) ||
    isAhead(b, a) ||
    differIn(materials(a), materials(b)) ||
    (unmatched(a.facts.names, b) && unmatched(b.facts.names, a)) ||
    (likeness >= TWIN && differInWords(a, b))
  )
}

const COMPARED: readonly FactKind[] = ['date', 'span', 'amount']

function differInNumbers(a: Sketch, b: Sketch): boolean {
  return COMPARED.some((kind) => differInKind(a, b, kind))
}

/** Both name something of the kind, and nothing in common. */
function differInKind(a: Sketch, b: Sketch, kind: FactKind): boolean {
  const [left, right] = [a, b].map(({ facts }) =>
    facts.facts.filter((fact) => fact.kind === kind).map(({ value }) => value),
  )
  if (left!.length === 0 || right!.length === 0) return false
  const isSame = kind === 'date' ? sameDate : Object.is
  return !left!.some((one) => right!.some((other) => isSame(one, other)))
}

/** One says what the other takes back. To lift a ban is to allow: whoever lifts is opposite to nothing but imposing. */
function areOpposite(a: Sketch, b: Sketch): boolean {
  const isLifted = says(a, 'lift') || says(b, 'lift')
  return OPPOSITES.some(
    ([one, other]) =>
      (!isLifted || one === 'lift') && (isAgainst(a, b, one, other) || isAgainst(b, a, one, other)),
  )
}

function isAgainst(a: Sketch, b: Sketch, one: string, other: string): boolean {
  return says(a, one) && !says(b, one) && says(b, other) && !says(a, other)
}

function says({ titleSet }: Sketch, term: string): boolean {
  return titleSet.has(term)
}

function materials({ title }: Sketch): ReadonlySet<string> {
  return new Set(title.filter((term) => MATERIALS.has(term)))
}

/** Other actors, other names, another stage, or one thing put in the place of another. */
function differInWords(a: Sketch, b: Sketch): boolean {
  if (differIn(a.facts.numbers, b.facts.numbers)) return true
  if (unmatched(a.facts.actors, b) && unmatched(b.facts.actors, a)) return true
  return isSubstitution(a, b)
}

/** Whether `a` announces what `b` tells as done. */
function isAhead(a: Sketch, b: Sketch): boolean {
  if (b.facts.planned.size > 0) return false
  return [...a.facts.planned].some((term) => b.titleSet.has(term))
}

/** Whether one of the words is nowhere in the other report. */
function unmatched(words: ReadonlySet<string>, { titleSet, lead, report }: Sketch): boolean {
  const text = `${report.title} ${report.lead}`.toLowerCase()
  return [...words].some(
    (word) =>
      !titleSet.has(word) && !lead.has(word) && (word.startsWith('@') || !text.includes(word)),
  )
}

/** The same words before and after, and one other thing on each side: furniture for lumber, but not send for give. */
function isSubstitution(a: Sketch, b: Sketch): boolean {
  const left = a.title.filter((term) => !b.titleSet.has(term))
  const right = b.title.filter((term) => !a.titleSet.has(term))
  if (left.length !== 1 || right.length !== 1 || a.title.length !== b.title.length) return false
  if (LEXICON.names.has(left[0]!) || LEXICON.names.has(right[0]!)) return false
  return a.title.indexOf(left[0]!) === b.title.indexOf(right[0]!)
}

function differIn(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((one) => b.has(one))
}
