import { datesIn, spansIn } from '../../text/dates.ts'
import type { FoundAt } from '../../text/found.ts'
import { originalEnd, originalStart } from '../../text/normalise.ts'
import { percentsIn } from '../../text/numbers.ts'
import type { Tokens } from '../../text/tokens.ts'
import { foundKey, type Found } from '../signs/atom.ts'
import type { Hit } from './hit.ts'
import type { Part } from './part.ts'
import type { Entry, Needs, Phrasebook, Term } from './phrasebook.ts'
import type { Store } from './store.ts'

/** One pass over the tokens: candidates by their rarest word, then their neighbours. */
export function findHits(parts: readonly Part[], book: Phrasebook, store: Store): void {
  for (const part of parts) new Scan(part, book, store).run()
}

/** The search through one field. */
class Scan {
  /** The field's place among the fields. */
  readonly #order: number
  readonly #tokens: Tokens
  readonly #book: Phrasebook
  readonly #store: Store
  /** What each token may be. */
  readonly #entries: (Entry | undefined)[] = []
  #found: readonly FoundAt<Found>[] = []

  constructor(part: Part, book: Phrasebook, store: Store) {
    this.#order = part.order
    this.#tokens = part.tokens
    this.#book = book
    this.#store = store
  }

  run(): void {
    const { keys, count } = this.#tokens
    const entries = this.#entries
    for (let token = 0; token < count; token++) entries.push(this.#book.lookUp(keys[token]!))
    this.#found = findBeside(this.#tokens, this.#book.needs, entries)
    for (let token = 0; token < count; token++) {
      const entry = entries[token]
      if (entry === undefined) continue
      if (entry.singles.length > 0) this.#addSingles(entry.singles, token)
      if (entry.others.length > 0) this.#tryOthers(entry, token)
    }
    for (const found of this.#found)
      for (const term of this.#book.lookUp(foundKey(found))?.others ?? [])
        this.#tryFound(term, found)
  }

  #addSingles(terms: readonly number[], token: number): void {
    for (let index = 0; index < terms.length; index++)
      this.#store.add(terms[index]!, this.#hit(token, token, undefined))
  }

  #tryOthers({ others, beside }: Entry, at: number): void {
    for (let index = 0; index < others.length; index++) {
      const before = beside[2 * index]!
      const behind = beside[2 * index + 1]!
      if (behind >= 0 && !this.#mayBe(at + 1, behind)) continue
      if (before >= 0 && !this.#mayBe(at - 1, before)) continue
      this.#tryAt(others[index]!, at)
    }
  }

  #tryAt(term: Term, at: number): void {
    if (term.means !== undefined && !term.means(this.#tokens, at)) return
    if (term.isSingle) this.#add(term, at, at, undefined)
    else this.#extend(term, at, at)
  }

  #tryFound(term: Term, found: FoundAt<Found>): void {
    if (term.atoms[term.anchor]!.fits!(found))
      this.#extend(term, found.first, found.last, found.end)
  }

  /** Adds the hit if the atoms before and behind the anchor stand there. */
  #extend(term: Term, first: number, last: number, signEnd?: number): void {
    let from = first
    for (let index = term.anchor - 1; index >= 0; index--) {
      const before = this.#before(term, index, from - 1)
      if (before === undefined) return
      from = before
    }
    let to = last
    let end = signEnd
    for (let index = term.anchor + 1; index < term.atoms.length; index++) {
      if (this.#isAt(term, index, to + 1)) {
        to++
        end = undefined
        continue
      }
      const found = this.#behind(term, index, to + 1)
      if (!found) return
      to = found.last
      end = found.end
    }
    this.#add(term, from, to, end)
  }

  /** The first token of an atom that ends with token `at`. */
  #before(term: Term, index: number, at: number): number | undefined {
    if (this.#isAt(term, index, at)) return at
    const { fits } = term.atoms[index]!
    return fits && this.#found.find((found) => found.last === at && fits(found))?.first
  }

  /** What is found beside tokens and begins with token `at`, if the atom looks for that. */
  #behind(term: Term, index: number, at: number): FoundAt<Found> | undefined {
    const { fits } = term.atoms[index]!
    return fits && this.#found.find((found) => found.first === at && fits(found))
  }

  /** Whether a token's key fits an atom; capitals are not looked at. */
  #mayBe(at: number, atom: number): boolean {
    const entry = at < 0 ? undefined : this.#entries[at]
    if (entry === undefined) return false
    // A loop of one or two steps: `includes` takes longer to be called.
    const { atoms } = entry
    for (let index = 0; index < atoms.length; index++) if (atoms[index] === atom) return true
    return false
  }

  #isAt(term: Term, index: number, at: number): boolean {
    if (!this.#mayBe(at, term.numbers[index]!)) return false
    const { means } = term.atoms[index]!
    return means === undefined || means(this.#tokens, at)
  }

  #add({ id }: Term, first: number, last: number, signEnd: number | undefined): void {
    this.#store.add(id, this.#hit(first, last, signEnd))
  }

  #hit(first: number, last: number, signEnd: number | undefined): Hit {
    const { source, starts, ends } = this.#tokens
    const start = starts[first]!
    const end = signEnd ?? ends[last]!
    const { hits } = this.#store
    if (source.map === undefined) return hits.add(this.#order, first, last, start, end)
    return hits.add(
      this.#order,
      first,
      last,
      originalStart(source, start),
      originalEnd(source, end),
    )
  }
}

/** Percentages, dates and spans, as far as any rule looks for them. */
function findBeside(
  tokens: Tokens,
  needs: Needs,
  entries: readonly (Entry | undefined)[],
): readonly FoundAt<Found>[] {
  const found: FoundAt<Found>[] = []
  if (!needs.percent && !needs.span && !needs.date) return found
  const numbers: number[] = []
  const dates: number[] = []
  for (let token = 0; token < entries.length; token++) {
    if (entries[token]?.number) numbers.push(token)
    if (entries[token]?.date) dates.push(token)
  }
  if (needs.percent)
    for (const percent of percentsIn(tokens, numbers)) found.push({ kind: 'percent', ...percent })
  if (needs.span) for (const span of spansIn(tokens, numbers)) found.push({ kind: 'span', ...span })
  if (needs.date) for (const date of datesIn(tokens, dates)) found.push({ kind: 'date', ...date })
  return found
}
