import type { Article, Field } from './article.ts'

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const

export type Severity = (typeof SEVERITIES)[number]

/** -1, 0 or 1 as `a` is quieter than, as loud as, or louder than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return Math.sign(SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b))
}

export function loudest(severities: Iterable<Severity>): Severity {
  let best: Severity = 'low'
  for (const severity of severities) if (compareSeverity(severity, best) > 0) best = severity
  return best
}

/** At most `count` messages in `ms` milliseconds. */
export type Limit = { readonly count: number; readonly ms: number }

/** How a topic is told. Names only; ids are settings. */
export type AlertSettings = {
  /** The channel's name: CHANNEL_<NAME> in the settings. */
  readonly channel: string
  /** The role's name: ROLE_<NAME> in the settings. */
  readonly mention: string | undefined
  /** The topic's own limit; undefined: none. */
  readonly limit: Limit | undefined
  /** The limit of the whole channel, from `defaults`; undefined: none. */
  readonly channelLimit: Limit | undefined
  /** After how many milliseconds a told story is told again; undefined: never. */
  readonly repeat: number | undefined
}

/** UTF-16 offsets into the original text of one field; `end` is exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** A line of a rule, and where it stands. One object for all articles that it hits. */
export type RuleLine = {
  readonly list: 'any' | 'all' | 'none' | 'ignore' | 'raise'
  /** The level that a `raise` line lifts to. */
  readonly level: Severity | undefined
  /** The line as it is written in the file. */
  readonly text: string
  readonly file: string
  /** 1-based line number in `file`. */
  readonly row: number
}

/** A passage of an article with what a line hit in it. */
export type Passage = {
  readonly field: Field
  /** The sentence or sentences around the hits, cut from the original text: `text.slice(start, end)`. */
  readonly quote: string
  readonly start: number
  readonly end: number
  /** The hits themselves, ascending, within `start`..`end`. */
  readonly spans: readonly Span[]
}

/** Which line of a rule hit, and where: at least one passage, in the order of the text. Lines may share passages. */
export type Evidence = { readonly line: RuleLine; readonly passages: readonly Passage[] }

/** A topic fired for an article. `evidence` is never empty. */
export type Match = {
  readonly topic: string
  readonly title: string
  readonly severity: Severity
  readonly why: string | undefined
  readonly alert: AlertSettings
  readonly evidence: readonly Evidence[]
}

/** What the rest of the bot needs to know of a topic. */
export type Topic = {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly why: string | undefined
  readonly owner: string | undefined
  readonly alert: AlertSettings
  readonly file: string
  readonly lines: number
}

/** What rules look at; a test or `rules try` has no more than this. */
export type Matchable = Pick<
  Article,
  'title' | 'lead' | 'body' | 'lang' | 'langs' | 'feeds' | 'tags'
>

/** A complete, tested set of rules. Immutable; a reload makes a new one. */
export type RuleSet = {
  /** Hash of everything that decides what fires; alerts store it. */
  readonly hash: string
  readonly topics: readonly Topic[]
  /** Which topics fire, in the order of the files. Never throws on any text. */
  match(article: Matchable): Match[]
}
