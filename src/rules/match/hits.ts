import { datesIn, spansIn } from '../../text/dates.ts'
import type { FoundAt } from '../../text/found.ts'
import { originalEnd, originalStart } from '../../text/normalise.ts'
import { percentsIn } from '../../text/numbers.ts'
import type { Tokens } from '../../text/tokens.ts'
import { foundKey, type Atom, type Found } from '../signs/atom.ts'
import type { Part } from './part.ts'
import type { Entry, Needs, Phrasebook, Term } from './phrasebook.ts'

/** Where a term stands: tokens `first` to `last`, and the same place in the original text. */
export type Hit = {
  readonly part: Part
  /** -1 for a regular expression's hit, which knows no tokens. */
  readonly first: number
  readonly last: number
  readonly start: number
  readonly end: number
}

/** The hits of every term that has any, in the order of the text. */
export type Hits = ReadonlyMap<number, readonly Hit[]>

/** One pass over the tokens: candidates by their rarest word, then their neighbours. */
export function findHits(parts: readonly Part[], book: Phrasebook): Hits {
  const hits = new Map<number, Hit[]>()
  for (const part of parts) new Scan(part, book, hits).run()
  return hits
}

/** The search through one field. */
class Scan {
  readonly #part: Part
  readonly #tokens: Tokens
  readonly #book: Phrasebook
  readonly #hits: Map<number, Hit[]>
  #found: readonly FoundAt<Found>[] = []

  constructor(part: Part, book: Phrasebook, hits: Map<number, Hit[]>) {
    this.#part = part
    this.#tokens = part.tokens
    this.#book = book
    this.#hits = hits
  }

  run(): void {
    const { keys, count } = this.#tokens
    const at: number[] = []
    const entries: Entry[] = []
    for (let token = 0; token < count; token++) {
      const entry = this.#book.lookUp(keys[token]!)
      if (entry === undefined) continue
      at.push(token)
      entries.push(entry)
    }
    this.#found = findBeside(this.#tokens, this.#book.needs, at, entries)
    for (let index = 0; index < at.length; index++)
      for (const term of entries[index]!.terms) this.#tryAt(term, at[index]!)
    for (const found of this.#found)
      for (const term of this.#book.lookUp(foundKey(found))?.terms ?? [])
        this.#tryFound(term, found)
  }

  #tryAt(term: Term, at: number): void {
    const anchor = term.atoms[term.anchor]!
    if (anchor.means !== undefined && !anchor.means(this.#tokens, at)) return
    if (term.atoms.length === 1) this.#add(term, at, at)
    else this.#extend(term, at, at)
  }

  #tryFound(term: Term, found: FoundAt<Found>): void {
    if (term.atoms[term.anchor]!.fits!(found))
      this.#extend(term, found.first, found.last, found.end)
  }

  /** Adds the hit if the atoms before and behind the anchor stand there. */
  #extend(term: Term, first: number, last: number, signEnd?: number): void {
    const { atoms, anchor } = term
    let from = first
    for (let index = anchor - 1; index >= 0; index--) {
      const before = this.#before(atoms[index]!, from - 1)
      if (before === undefined) return
      from = before
    }
    let to: Behind = { last, end: signEnd }
    for (let index = anchor + 1; index < atoms.length; index++) {
      const behind = this.#behind(atoms[index]!, to.last + 1)
      if (behind === undefined) return
      to = behind
    }
    this.#add(term, from, to.last, to.end)
  }

  /** The first token of an atom that ends with token `at`. */
  #before(atom: Atom, at: number): number | undefined {
    if (!atom.fits) return this.#isAt(atom, at) ? at : undefined
    return this.#found.find((found) => found.last === at && atom.fits!(found))?.first
  }

  #behind(atom: Atom, at: number): Behind | undefined {
    if (!atom.fits) return this.#isAt(atom, at) ? { last: at, end: undefined } : undefined
    return this.#found.find((found) => found.first === at && atom.fits!(found))
  }

  #isAt(atom: Atom, at: number): boolean {
    const key = this.#tokens.keys[at]
    if (key === undefined) return false
    if (atom.prefix ? !key.startsWith(atom.prefix) : !atom.index.includes(key)) return false
    return atom.means === undefined || atom.means(this.#tokens, at)
  }

  #add({ id }: Term, first: number, last: number, signEnd?: number): void {
    const { source, starts, ends } = this.#tokens
    const start = originalStart(source, starts[first]!)
    const end = originalEnd(source, signEnd ?? ends[last]!)
    const hit: Hit = { part: this.#part, first, last, start, end }
    const list = this.#hits.get(id)
    if (list) list.push(hit)
    else this.#hits.set(id, [hit])
  }
}

type Behind = { readonly last: number; readonly end?: number | undefined }

/** Percentages, dates and spans, as far as any rule looks for them. */
function findBeside(
  tokens: Tokens,
  needs: Needs,
  at: readonly number[],
  entries: readonly Entry[],
): readonly FoundAt<Found>[] {
  const found: FoundAt<Found>[] = []
  const numbers = at.filter((_, index) => entries[index]!.number)
  if (needs.percent)
    for (const percent of percentsIn(tokens, numbers)) found.push({ kind: 'percent', ...percent })
  if (needs.span) for (const span of spansIn(tokens, numbers)) found.push({ kind: 'span', ...span })
  if (!needs.date) return found
  const dates = at.filter((_, index) => entries[index]!.date)
  for (const date of datesIn(tokens, dates)) found.push({ kind: 'date', ...date })
  return found
}
