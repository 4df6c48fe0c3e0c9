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
  #sentences: Sentences | undefined
  #lower: string | undefined

  constructor(field: Field, original: string) {
    this.field = field
    this.order = FIELDS.indexOf(field)
    this.original = original
    this.tokens = tokenise(original)
  }

  /** The sentences, counted from 0; a title is one sentence. */
  get sentences(): Sentences {
    return (this.#sentences ??= sentencesOf(this))
  }

  /** The normalised text in small letters. */
  get lower(): string {
    return (this.#lower ??= this.tokens.source.text.toLowerCase())
  }
}

export type Sentences = {
  /** The sentence of each token. */
  readonly ofToken: Uint32Array
  /** Where each begins in the normalised text. */
  readonly starts: readonly number[]
  /** Where each stands in the original, without the space around it. */
  readonly places: readonly Span[]
  /** Those that were asked for, cut from the original. */
  readonly texts: (string | undefined)[]
}

function sentencesOf({ field, tokens, original }: Part): Sentences {
  const starts = field === 'title' ? [0] : sentenceStarts(tokens.source.text)
  const ofToken = new Uint32Array(tokens.count)
  let sentence = 0
  for (let token = 0; token < tokens.count; token++) {
    while (sentence + 1 < starts.length && starts[sentence + 1]! <= tokens.starts[token]!)
      sentence++
    ofToken[token] = sentence
  }
  const begins = starts.map((offset) => originalStart(tokens.source, offset))
  const places = begins.map((start, index) => trimmed(original, start, begins[index + 1]))
  return { ofToken, starts, places, texts: places.map(() => undefined) }
}

function trimmed(text: string, from: number, to: number = text.length): Span {
  const piece = text.slice(from, to)
  const start = from + (piece.length - piece.trimStart().length)
  return { start, end: Math.max(start, from + piece.trimEnd().length) }
}

/** A sentence as it stands in the original. */
export function sentenceText({ original, sentences }: Part, sentence: number): string {
  const { start, end } = sentences.places[sentence]!
  return (sentences.texts[sentence] ??= original.slice(start, end))
}

/** The sentence of an offset in the original text. */
export function sentenceOfOriginal({ sentences }: Part, offset: number): number {
  return sentenceAt(
    sentences.places.map(({ start }) => start),
    offset,
  )
}

/** The fields of an article that hold anything. */
export function partsOf(article: Matchable): readonly Part[] {
  return FIELDS.filter((field) => article[field] !== '').map(
    (field) => new Part(field, article[field]),
  )
}
