import type { Field } from '../domain/article.ts'
import type { AlertSettings, Severity } from '../domain/rule.ts'

/** Offsets into the line's own text, so that a caret can be put under any part of it. */
type Placed = { readonly start: number; readonly end: number }

/** What one line says, after reading and before anything is expanded. The grammar is in docs/rules.md. */
export type Line =
  | ({
      readonly kind: 'terms'
      readonly field: Field | undefined
      readonly or: readonly And[]
    } & Placed)
  | ({
      readonly kind: 'regex'
      readonly field: Field | undefined
      readonly pattern: string
    } & Placed)

/** `a + b`: every part must hit, anywhere in the article. */
export type And = readonly Near[]

/** A phrase, or two that must stand near each other. */
export type Near =
  | ({ readonly kind: 'phrase'; readonly phrase: Phrase } & Placed)
  | ({
      readonly kind: 'near'
      readonly left: Phrase
      readonly right: Phrase
      /** The most tokens between the two, or the same sentence. */
      readonly within: number | 'sentence'
    } & Placed)

/** Items in a row. */
export type Phrase = readonly Item[]

/** One position of a phrase. `sign` names the file in signs/ that knows what it stands for. */
export type Item = Placed &
  (
    | { readonly sign: 'word'; readonly text: string }
    | { readonly sign: 'exact'; readonly text: string }
    | { readonly sign: 'prefix'; readonly text: string }
    | { readonly sign: 'percent'; readonly value: number }
    | {
        readonly sign: 'date'
        readonly day: number | undefined
        readonly month: number
        readonly year: number | undefined
      }
    | {
        readonly sign: 'span'
        readonly count: number
        readonly unit: 'hour' | 'day' | 'week' | 'month' | 'year'
      }
    | { readonly sign: 'list'; readonly name: string }
    | { readonly sign: 'group'; readonly phrases: readonly Phrase[] }
  )

/** A line with the place where it stands. */
export type LineSource = {
  /** The line as it is written, trimmed, without YAML's dash and comment. */
  readonly text: string
  readonly file: string
  /** 1-based. */
  readonly row: number
  /** 1-based column of the line's first character. */
  readonly column: number
  readonly line: Line
}

export type ListSource = { readonly name: string; readonly lines: readonly LineSource[] }

/** A text that must, or must not, make its topic fire. */
export type RuleTest = {
  readonly expect: 'match' | 'no match'
  /** It must fail today. */
  readonly todo: boolean
  readonly title: string
  readonly lead: string
  readonly body: string
  readonly lang: string | undefined
  readonly source: string | undefined
  readonly tag: string | undefined
  readonly severity: Severity | undefined
  readonly file: string
  readonly row: number
  readonly column: number
}

/** A whole topic, read and checked, before it is compiled. */
export type TopicSource = {
  readonly id: string
  readonly title: string
  readonly file: string
  readonly any: readonly LineSource[]
  readonly all: readonly LineSource[]
  readonly none: readonly LineSource[]
  readonly ignore: readonly LineSource[]
  readonly severity: Severity
  readonly raise: readonly { readonly level: Severity; readonly line: LineSource }[]
  readonly alert: AlertSettings
  readonly only: {
    readonly lang: readonly string[]
    readonly source: readonly string[]
    readonly tag: readonly string[]
  }
  readonly tests: readonly RuleTest[]
  readonly why: string | undefined
  readonly owner: string | undefined
  /** ISO date. */
  readonly review: string | undefined
  readonly enabled: boolean
}

/** Everything in a rules folder. */
export type RuleSource = {
  readonly topics: readonly TopicSource[]
  readonly lists: ReadonlyMap<string, ListSource>
  /** The `ignore` of _shared.yaml. */
  readonly ignore: readonly LineSource[]
}

/** What is wrong in a line; offsets into its text. `id` is stable and can be searched for. */
export type LineProblem = {
  readonly id: string
  readonly message: string
  /** What to write instead. */
  readonly cure: string | undefined
  readonly start: number
  readonly end: number
}
