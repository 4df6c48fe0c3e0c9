import type { Matchable, Severity } from '../../src/domain/rule.ts'
import type { Item, LineSource, Phrase, RuleSource, TopicSource } from '../../src/rules/source.ts'
import { formsOf } from '../../src/text/forms/index.ts'
import {
  analyse,
  dateRanges,
  keyOf,
  percentRanges,
  spanRanges,
  type Analysed,
  type Token,
} from './reference-text.ts'

/**
 * What docs/rules.md says, word for word and as slowly as need be: every phrase is tried at every token, every pair of
 * hits is looked at. Of the product it takes the line as it was read and the list of a word's forms.
 */
export function judge(source: RuleSource, article: Matchable): readonly Verdict[] {
  const fields = (['title', 'lead', 'body'] as const)
    .filter((field) => article[field] !== '')
    .map((field) => ({ field, ...analyse(article[field], field === 'title') }))
  return source.topics.flatMap((topic) => new Judge(source, fields, topic).verdict() ?? [])
}

export type Verdict = {
  readonly topic: string
  readonly severity: Severity
  /** The rows of the `any` lines that hit. */
  readonly rows: readonly number[]
}

type FieldText = Analysed & { readonly field: 'title' | 'lead' | 'body' }

/** Tokens `first` to `last`, and the same in the original; a pattern's hit has no tokens. */
type Hit = {
  readonly in: FieldText
  readonly first: number
  readonly last: number
  readonly start: number
  readonly end: number
}

const LEVELS = ['low', 'medium', 'high', 'critical'] as const

class Judge {
  readonly #source: RuleSource
  readonly #fields: readonly FieldText[]
  readonly #topic: TopicSource
  readonly #masks: readonly Hit[]

  constructor(source: RuleSource, fields: readonly FieldText[], topic: TopicSource) {
    this.#source = source
    this.#fields = fields
    this.#topic = topic
    this.#masks = [...source.ignore, ...topic.ignore].flatMap((line) => this.#ignored(line))
  }

  verdict(): Verdict | undefined {
    const { id, any, all, none, raise, severity } = this.#topic
    const rows = any.filter((line) => this.#hits(line)).map(({ row }) => row)
    if (rows.length === 0 || !all.every((line) => this.#hits(line))) return undefined
    if (none.some((line) => this.#hits(line))) return undefined
    const raised = raise.filter(({ line }) => this.#hits(line)).map(({ level }) => level)
    const loudest = Math.max(...[severity, ...raised].map((level) => LEVELS.indexOf(level)))
    return { topic: id, severity: LEVELS[loudest]!, rows }
  }

  #hits({ line }: LineSource): boolean {
    const counts = (hit: Hit) =>
      (!line.field || hit.in.field === line.field) && !this.#isMasked(hit)
    if (line.kind === 'regex') return this.#pattern(line.pattern).some(counts)
    return line.or.some((and) =>
      and.every((near) => {
        if (near.kind === 'phrase') return this.#phrase(near.phrase).some(counts)
        const left = this.#phrase(near.left).filter(counts)
        const right = this.#phrase(near.right).filter(counts)
        return left.some((a) => right.some((b) => isNear(a, b, near.within)))
      }),
    )
  }

  #isMasked(hit: Hit): boolean {
    return this.#masks.some(
      (mask) => mask.in === hit.in && mask.start <= hit.start && hit.end <= mask.end,
    )
  }

  #ignored({ line }: LineSource): readonly Hit[] {
    if (line.kind === 'regex') return this.#pattern(line.pattern)
    return line.or
      .flat()
      .flatMap((near) => (near.kind === 'phrase' ? this.#phrase(near.phrase) : []))
  }

  #pattern(pattern: string): readonly Hit[] {
    return this.#fields.flatMap((text) =>
      [...text.text.matchAll(new RegExp(pattern, 'giu'))].map(({ 0: found, index }) => ({
        in: text,
        first: -1,
        last: -1,
        // White space at its ends is no part of a hit.
        start: text.from[index + found.search(/\S/)]!,
        end: text.to[index + found.trimEnd().length - 1]!,
      })),
    )
  }

  #phrase(phrase: Phrase): readonly Hit[] {
    return flatten(phrase, this.#source).flatMap((items) => {
      const rows = [items, ...compound(items)]
      return this.#fields.flatMap((text) => rows.flatMap((each) => hitsIn(text, each)))
    })
  }
}

type Plain =
  | Exclude<Item, { sign: 'list' | 'group' }>
  | { readonly sign: 'forms'; readonly forms: readonly string[] }

/** Every way of writing a phrase without brackets and lists. */
function flatten(phrase: Phrase, source: RuleSource): readonly (readonly Plain[])[] {
  const [item, ...rest] = phrase
  if (!item) return [[]]
  const tails = flatten(rest, source)
  const heads = choices(item, source)
  return heads.flatMap((head) => tails.map((tail) => [...head, ...tail]))
}

function choices(item: Item, source: RuleSource): readonly (readonly Plain[])[] {
  if (item.sign === 'group') return item.phrases.flatMap((phrase) => flatten(phrase, source))
  if (item.sign !== 'list') return [[item]]
  return source.lists
    .get(item.name)!
    .lines.flatMap(({ line }) =>
      line.kind === 'regex'
        ? []
        : line.or
            .flat()
            .flatMap((near) => (near.kind === 'phrase' ? flatten(near.phrase, source) : [])),
    )
}

/** Two Latin words in small letters, three letters or more each, also match as one. */
function compound(items: readonly Plain[]): readonly (readonly Plain[])[] {
  const [one, two] = items
  if (items.length !== 2 || !isSmall(one) || !isSmall(two)) return []
  const [first, second] = [one, two].map((item) => (item as { text: string }).text)
  return [[{ sign: 'forms', forms: formsOf(second!).map((form) => first + form) }]]
}

function isSmall(item: Plain | undefined): boolean {
  return item?.sign === 'word' && /^[a-z]{3,}$/.test(item.text)
}

function hitsIn(text: FieldText, items: readonly Plain[]): readonly Hit[] {
  return text.tokens.flatMap((_, first) =>
    ends(text, items, first, text.tokens[first]!.end).map(({ next, end }) => ({
      in: text,
      first,
      last: next - 1,
      start: text.from[text.tokens[first]!.start]!,
      end: text.to[end - 1]!,
    })),
  )
}

type End = { readonly next: number; readonly end: number }

/** Where the items, one behind the other from token `at` on, may end. */
function ends(
  text: FieldText,
  [item, ...rest]: readonly Plain[],
  at: number,
  end: number,
): readonly End[] {
  if (!item) return [{ next: at, end }]
  return itemEnds(text, item, at).flatMap((each) => ends(text, rest, each.next, each.end))
}

function itemEnds(text: FieldText, item: Plain, at: number): readonly End[] {
  const token = text.tokens[at]
  if (!token) return []
  if (item.sign === 'percent' || item.sign === 'date' || item.sign === 'span')
    return rangesOf(text, item)
      .filter(({ start }) => start === token.start)
      .map(({ end }) => ({ next: text.tokens.filter(({ start }) => start < end).length, end }))
  return isToken(text, token, item) ? [{ next: at + 1, end: token.end }] : []
}

function isToken(text: FieldText, { raw, key }: Token, item: Plain): boolean {
  if (item.sign === 'forms') return item.forms.includes(key)
  if (item.sign === 'word') return isWord({ raw, key }, item.text)
  if (item.sign === 'exact')
    return raw === item.text || (!text.hasSmall && raw === item.text.toUpperCase())
  if (item.sign !== 'prefix') return false
  return isCapitals(item.text) ? raw.startsWith(item.text) : key.startsWith(keyOf(item.text))
}

const ranges = new WeakMap<FieldText, Map<object, readonly { start: number; end: number }[]>>()

/** The same item is asked at every token: it is looked for once a text. */
function rangesOf(text: FieldText, item: Extract<Plain, { sign: 'percent' | 'date' | 'span' }>) {
  const ofText = ranges.get(text) ?? new Map<object, readonly { start: number; end: number }[]>()
  ranges.set(text, ofText)
  const found = ofText.get(item) ?? search(text, item)
  ofText.set(item, found)
  return found
}

function search(text: FieldText, item: Extract<Plain, { sign: 'percent' | 'date' | 'span' }>) {
  if (item.sign === 'percent') return percentRanges(text.text, item.value)
  return item.sign === 'date'
    ? dateRanges(text.text, item)
    : spanRanges(text.text, item.count, item.unit)
}

function isCapitals(word: string): boolean {
  return /\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word)
}

function isWord({ raw, key }: { raw: string; key: string }, word: string): boolean {
  const capitals = isCapitals(word)
    ? word
    : isCapitals(word.slice(0, -1)) && /..s$/.test(word)
      ? word.slice(0, -1)
      : undefined
  return capitals === undefined
    ? formsOf(keyOf(word)).includes(key)
    : raw === capitals || raw === `${capitals}s`
}

/** Different hits that do not overlap, with so many tokens between them, or in one sentence. */
function isNear(a: Hit, b: Hit, within: number | 'sentence'): boolean {
  if (a.in !== b.in) return false
  const [one, two] = a.first < b.first ? [a, b] : [b, a]
  if (two.first <= one.last) return false
  if (within !== 'sentence') return two.first - one.last - 1 <= within
  const sentences = [one.first, one.last, two.first, two.last].map((token) =>
    a.in.sentenceOf(token),
  )
  return new Set(sentences).size === 1
}
