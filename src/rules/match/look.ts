import type { Matchable } from '../../domain/rule.ts'
import { originalEnd, originalStart } from '../../text/normalise.ts'
import type { Pattern } from '../signs/regex.ts'
import { findHits, type Hit, type Hits } from './hits.ts'
import { partsOf, type Part } from './part.ts'
import type { Phrasebook } from './phrasebook.ts'

/** More hits of one regular expression in one field add nothing. */
const MOST_PATTERN_HITS = 50

/** An article as the rules see it: what was found in it, before any rule is asked. */
export class Look {
  readonly parts: readonly Part[]
  readonly hits: Hits
  readonly #merged = new Map<readonly number[], readonly Hit[]>()
  readonly #patterns = new Map<Pattern, readonly Hit[]>()

  constructor(article: Matchable, book: Phrasebook) {
    this.parts = partsOf(article)
    this.hits = findHits(this.parts, book)
  }

  /** The hits of a phrase that stands for these terms, in the order of the text. */
  hitsOf(terms: readonly number[]): readonly Hit[] {
    if (terms.length === 1) return this.hits.get(terms[0]!) ?? NONE
    const before = this.#merged.get(terms)
    if (before) return before
    const merged = merge(terms.flatMap((term) => this.hits.get(term) ?? NONE))
    this.#merged.set(terms, merged)
    return merged
  }

  /** The hits of a regular expression, run over one field at a time. */
  hitsOfPattern(pattern: Pattern): readonly Hit[] {
    const before = this.#patterns.get(pattern)
    if (before) return before
    const hits = this.parts.flatMap((part) => patternHits(pattern, part))
    this.#patterns.set(pattern, hits)
    return hits
  }
}

const NONE: readonly Hit[] = []

/** In the order of the text; what two terms found at one place stands once. */
function merge(hits: Hit[]): readonly Hit[] {
  hits.sort((a, b) => a.part.order - b.part.order || a.start - b.start || a.end - b.end)
  return hits.filter((hit, index) => {
    const before = hits[index - 1]
    return before?.part !== hit.part || before.start !== hit.start || before.end !== hit.end
  })
}

function patternHits(pattern: Pattern, part: Part): readonly Hit[] {
  if (pattern.literal !== undefined && !part.lower.includes(pattern.literal)) return NONE
  const { source } = part.tokens
  return pattern.find(source.text, MOST_PATTERN_HITS).map(({ start, end }) => ({
    part,
    first: -1,
    last: -1,
    start: originalStart(source, start),
    end: originalEnd(source, end),
  }))
}
