/** Facts that tell developments apart and that a follow-up names as new. */
export type FactKind = 'percent' | 'date' | 'amount' | 'span' | 'action' | 'official'

export type Fact = {
  readonly kind: FactKind
  /** Comparable form: `55`, `2025-08-10`, `--08-10`, `usd:1200000000`, `day:90`, `approve`. */
  readonly value: string
  /** As the report says it: `55 percent`. */
  readonly text: string
}

/** How close a source stands to the event: the authority itself, a wire, everybody else. */
export type SourceRank = 'primary' | 'wire' | 'rewrite'

/** An article that matched, as the grouping step remembers it. */
export type Report = {
  readonly article: string
  readonly story: string
  readonly title: string
  readonly lead: string
  readonly lang: string
  readonly url: string | undefined
  readonly publisher: string
  readonly rank: SourceRank
  /** When it happened (see `happenedAt`), epoch milliseconds. */
  readonly at: number
  readonly facts: readonly Fact[]
}

/** Where the grouping step puts an article. */
export type Placement = {
  readonly report: Report
  /** first: it opens the story · copy: the words of a known report · report: another telling of the event. */
  readonly relation: 'first' | 'copy' | 'report'
  /** Facts that no earlier report of the story has and that matter; empty for a first report and a copy. */
  readonly newFacts: readonly Fact[]
}
