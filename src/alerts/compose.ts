import type { Alert, AlertCard, ChannelMatches, Decision, Quote } from '../domain/alert.ts'
import type { Article } from '../domain/article.ts'
import { compareSeverity, loudest, type Match } from '../domain/rule.ts'
import type { Placement, Report } from '../domain/story.ts'
import { essence, joinQuotes, joinWhy, quotesOf, whyOf } from './evidence.ts'
import { withCutEnds } from './excerpt.ts'
import { newsOf } from './news.ts'
import { sentenceStarts } from '../text/sentences.ts'
import { alsoReportedBy } from './reporters.ts'

export type AlertInput = {
  readonly article: Article
  readonly placement: Placement
  readonly group: ChannelMatches
  /** 0 for the story's first message in the channel, 1… for follow-ups. */
  readonly turn: number
  readonly decision: Decision
  /** All reports of the story, this one among them. */
  readonly reports: readonly Report[]
  /** What the channel was told of it before, by turn. */
  readonly told: readonly Alert[]
  readonly rulesHash: string
  readonly now: number
}

export type UpdateInput = Pick<AlertInput, 'article' | 'group' | 'reports'>

/** What a channel shows when a story is told for the first time or again. */
export function composeAlert(input: AlertInput): AlertCard {
  const { article, placement, group, turn, decision, reports, told, rulesHash, now } = input
  const { severity } = group
  return {
    kind: 'alert',
    story: placement.report.story,
    turn,
    reason: decision.reason,
    severity,
    topics: topicsOf(group.matches),
    title: article.title,
    url: article.url,
    publisher: article.publisher,
    lang: article.lang,
    publishedAt: article.publishedAt,
    seenAt: now,
    quotes: shownQuotes(group.matches, article, article.title),
    why: whyOf(group.matches),
    news: newsOf({ ...input, newFacts: placement.newFacts, report: placement.report, severity }),
    alsoReportedBy: told.length > 0 ? [] : alsoReportedBy(reports, article),
    mentions: mentionsOf(group.matches),
    silent: severity === 'low',
    rulesHash,
  }
}

/** The same message with a later report in it: one more name, further topics and their evidence. */
export function composeUpdate(card: AlertCard, input: UpdateInput): AlertCard {
  const { article, group, reports } = input
  const known = new Set(card.topics.map(({ id }) => id))
  const further = group.matches.filter(({ topic }) => !known.has(topic))
  return {
    ...card,
    severity: loudest([card.severity, group.severity]),
    topics: [...card.topics, ...topicsOf(further)].toSorted((a, b) =>
      compareSeverity(b.severity, a.severity),
    ),
    quotes: joinQuotes(card.quotes, shownQuotes(further, article, card.title)),
    why: joinWhy(card.why, whyOf(further)),
    alsoReportedBy: alsoReportedBy(reports, card),
  }
}

/**
 * What made the rules fire, … where it is cut. Where that is the headline alone, which the message shows anyway, the
 * lead's first sentence stands beside it: the hits say why it came, the lead what it is about.
 */
function shownQuotes(
  matches: readonly Match[],
  article: Article,
  headline: string,
): readonly Quote[] {
  const quotes = quotesOf(matches).map((quote) => withCutEnds(quote, article[quote.field]))
  const isHeadline = quotes.length > 0 && quotes.every(({ text }) => saysTheSame(text, headline))
  const sentence = isHeadline ? openingOf(article.lead, headline) : undefined
  if (sentence === undefined) return quotes
  return joinQuotes(quotes, [{ field: 'lead', text: sentence, marks: [] }])
}

/** The first sentence of a lead that is not its headline once more. */
function openingOf(lead: string, headline: string): string | undefined {
  const starts = sentenceStarts(lead)
  const sentences = starts.map((start, index) => lead.slice(start, starts[index + 1]).trim())
  return sentences.find((text) => essence(text) !== '' && !saysTheSame(text, headline))
}

function saysTheSame(a: string, b: string): boolean {
  return essence(a) === essence(b)
}

function topicsOf(matches: readonly Match[]): AlertCard['topics'] {
  return matches
    .map(({ topic, title, severity, why }) => ({ id: topic, title, severity, why }))
    .toSorted((a, b) => compareSeverity(b.severity, a.severity))
}

/** The roles of the topics that are loud enough to call people. */
function mentionsOf(matches: readonly Match[]): readonly string[] {
  const loud = matches.filter(({ severity }) => compareSeverity(severity, 'high') >= 0)
  return [...new Set(loud.flatMap(({ alert }) => alert.mention ?? []))]
}
