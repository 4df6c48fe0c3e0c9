import { FIELDS, type Field } from '../../domain/article.ts'
import type { Matchable, Span } from '../../domain/rule.ts'
import { originalStart } from '../../text/normalise.ts'
import { sentenceAt, sentenceStarts } from '../../text/sentences.ts'
import { tokenise, type Tokens } from '../../text/tokens.ts'

/** One field of an article, cut up; what costs time is done when it is first needed. */
export class Part {
  readonly field: Field
  /** Its place among the fields: hits are put in this order. */
  readonly order: number
  /** The field as it came. */
  readonly original: string
  readonly tokens: Tokens
  #starts: readonly number[] | undefined
  #sentences: readonly Span[] | undefined
  #lower: string | undefined

  constructor(field: Field, original: string) {
    this.field = field
    this.order = FIELDS.indexOf(field)
    this.original = original
    this.tokens = tokenise(original)
  }

  /** The sentence, counted from 0, of an offset in the normalised text; a title is one sentence. */
  sentenceOf(offset: number): number {
    return sentenceAt(this.#cuts(), offset)
  }

  /** The sentence of a token. */
  sentenceOfToken(token: number): number {
    return this.sentenceOf(this.tokens.starts[token]!)
  }

  /** The sentence of an offset in the original text. */
  sentenceOfOriginal(offset: number): number {
    this.#sentences ??= this.#placeSentences()
    const starts = this.#sentences.map(({ start }) => start)
    return sentenceAt(starts, offset)
  }

  /** Where a sentence stands in the original text, without the space around it. */
  sentence(index: number): Span {
    this.#sentences ??= this.#placeSentences()
    return this.#sentences[index]!
  }

  /** The normalised text in small letters. */
  get lower(): string {
    return (this.#lower ??= this.tokens.source.text.toLowerCase())
  }

  #cuts(): readonly number[] {
    return (this.#starts ??= this.field === 'title' ? [0] : sentenceStarts(this.tokens.source.text))
  }

  #placeSentences(): readonly Span[] {
    const starts = this.#cuts().map((offset) => originalStart(this.tokens.source, offset))
    return starts.map((start, index) => trimmed(this.original, start, starts[index + 1]))
  }
}

function trimmed(text: string, from: number, to: number = text.length): Span {
  const piece = text.slice(from, to)
  const start = from + (piece.length - piece.trimStart().length)
  return { start, end: Math.max(start, from + piece.trimEnd().length) }
}

/** The fields of an article that hold anything. */
export function partsOf(article: Matchable): readonly Part[] {
  return FIELDS.filter((field) => article[field] !== '').map(
    (field) => new Part(field, article[field]),
  )
}
