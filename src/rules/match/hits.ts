import type { Field } from '../../domain/article.ts'
import type { FoundAt } from '../../text/numbers.ts'
import { placeOf } from '../../text/tokens.ts'
import { foundKey, type Atom, type Found } from '../signs/atom.ts'
import type { Part } from './document.ts'
import type { Phrasebook, Term } from './phrasebook.ts'

/** Where a term stands: tokens `first` to `last`, and the same place in the original text. */
export type Hit = {
  readonly part: Part
  readonly field: Field
  /** -1 for a regular expression's hit, which knows no tokens. */
  readonly first: number
  readonly last: number
  readonly start: number
  readonly end: number
}

/** The hits of every term that has any. */
export type Hits = ReadonlyMap<number, readonly Hit[]>

/** One pass over the tokens: candidates by their rarest word, then their neighbours. */
export function findHits(parts: readonly Part[], book: Phrasebook): Hits {
  const hits = new Map<number, Hit[]>()
  for (const part of parts) {
    const { keys, count } = part.tokens
    for (let at = 0; at < count; at++) {
      const terms = book.lookUp(keys[at]!)
      if (terms) for (const term of terms) tryTerm(hits, part, term, at, at, undefined)
    }
    for (const found of part.found) {
      const terms = book.lookUp(foundKey(found))
      if (terms) for (const term of terms) tryTerm(hits, part, term, found.first, found.last, found)
    }
  }
  return hits
}

function tryTerm(
  hits: Map<number, Hit[]>,
  part: Part,
  term: Term,
  first: number,
  last: number,
  found: FoundAt<Found> | undefined,
): void {
  const anchor = term.atoms[term.anchor]!
  if (found ? !anchor.fits?.(found) : anchor.fits || !isMeant(anchor, part, first)) return
  const begin = extend(term, part, first - 1, -1)
  if (begin === undefined) return
  const end = extend(term, part, last + 1, 1)
  if (end === undefined) return
  const hit = {
    part,
    field: part.field,
    first: begin,
    last: end,
    ...placeOf(part.tokens, begin, end),
  }
  const list = hits.get(term.id)
  if (!list) hits.set(term.id, [hit])
  else if (list.at(-1)!.first !== begin || list.at(-1)!.part !== part || list.at(-1)!.last !== end)
    list.push(hit)
}

/** Whether the atoms before (-1) or behind (1) the anchor stand there; the outermost token, or undefined. */
function extend(term: Term, part: Part, from: number, step: -1 | 1): number | undefined {
  let at = from
  for (let index = term.anchor + step; index >= 0 && index < term.atoms.length; index += step) {
    const next = stepOver(term.atoms[index]!, part, at, step)
    if (next === undefined) return undefined
    at = next
  }
  return at - step
}

/** The token after (or before) the atom that begins (or ends) at `at`. */
function stepOver(atom: Atom, part: Part, at: number, step: -1 | 1): number | undefined {
  if (atom.fits) {
    const found = part.found.find(
      (each) =>
        (step === 1 ? each.first : each.last) === at &&
        atom.index.includes(foundKey(each)) &&
        atom.fits!(each),
    )
    return found && (step === 1 ? found.last + 1 : found.first - 1)
  }
  return fitsToken(atom, part, at) ? at + step : undefined
}

function fitsToken(atom: Atom, part: Part, at: number): boolean {
  const key = part.tokens.keys[at]
  if (key === undefined) return false
  if (atom.prefix ? !key.startsWith(atom.prefix) : !atom.index.includes(key)) return false
  return isMeant(atom, part, at)
}

function isMeant(atom: Atom, part: Part, at: number): boolean {
  return atom.means === undefined || atom.means(part.tokens, at)
}
