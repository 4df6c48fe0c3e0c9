import type { AlertCard, Reporter, WhyLine } from '../../domain/alert.ts'
import { httpLink } from '../plain.ts'
import { mark, tellingLines, TONES } from '../words.ts'
import type { Embed, EmbedField } from './body.ts'
import { code, defang, escapeMarkup, literal, maskedLink, unmarked } from './escape.ts'
import { fit } from '../plain.ts'
import {
  AUTHOR_LIMIT,
  EMBED_TITLE_LIMIT,
  EMBED_URL_LIMIT,
  FIELD_VALUE_LIMIT,
  QUOTES_LIMIT,
} from './limits.ts'
import { renderQuotes } from './quotes.ts'

const WHY_LINES = 5
const REPORTERS = 6
const TOPICS = 10
/** Of the sentence that a rule file gives. */
const SENTENCE = 280
/** The last second of a JavaScript date: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_SECOND = 8_640_000_000_000

/** An alert as one embed: publisher, linked title, quotes, why, when, who else. */
export function alertEmbed(card: AlertCard): Embed {
  const link = httpLink(card.url)
  const url = link && link.href.length <= EMBED_URL_LIMIT ? link.href : undefined
  const description = [renderNews(card.news), renderQuotes(card.quotes)]
  return {
    author: { name: author(card.publisher, link) },
    title: literal(defang(card.title) === '' ? 'Untitled' : card.title, EMBED_TITLE_LIMIT),
    ...(url === undefined ? {} : { url }),
    description: description.filter((part) => part !== '').join('\n'),
    color: TONES[card.severity].colour,
    fields: [
      ...sentenceField(card.topics),
      ...whyField(card.why),
      ...topicsField(card.topics),
      timeField(card),
      ...reportersField(card.alsoReportedBy),
    ],
    footer: { text: footer(card) },
  }
}

/** The host stands beside the publisher: a name alone can be anybody's. */
function author(publisher: string, link: URL | undefined): string {
  const name = unmarked(publisher, 120)
  const where = link ? unmarked(link.host, 120) : 'no link'
  return fit(name === '' ? where : `${name} · ${where}`, AUTHOR_LIMIT)
}

function footer(card: AlertCard): string {
  return unmarked(`${mark(card, undefined)} · rules ${card.rulesHash.slice(0, 8)}`, 200)
}

function renderNews(news: readonly string[]): string {
  if (news.length === 0) return ''
  const text = defang(news.join(' · '))
  return `**New:** ${fit(text, QUOTES_LIMIT / 3, escapeMarkup)}`
}

/** The `why` of each topic: the sentence that its rule file gives. */
function sentenceField(topics: AlertCard['topics']): EmbedField[] {
  const written = topics.filter(({ why }) => why !== undefined && defang(why) !== '').slice(0, 3)
  // Each with its line break.
  const room = Math.floor(FIELD_VALUE_LIMIT / written.length) - 1
  const sentences = written.map(({ title, why = '' }) => {
    const name = written.length === 1 ? '' : `**${label(title)}** `
    return name + literal(why, Math.min(SENTENCE, room - name.length))
  })
  return sentences.length > 0 ? [field('Why it matters', sentences.join('\n'))] : []
}

/** All topics that fired, loudest first; the headline has room for two. */
function topicsField(topics: AlertCard['topics']): EmbedField[] {
  if (topics.length < 2) return []
  const names = topics
    .slice(0, TOPICS)
    .map(({ title, severity }) => `${TONES[severity].emoji} ${label(title)}`)
  const more = topics.length > TOPICS ? [`+${topics.length - TOPICS}`] : []
  return [field('Topics', [...names, ...more].join(' · '), true)]
}

function whyField(lines: readonly WhyLine[]): EmbedField[] {
  if (lines.length === 0) return []
  const shown = tellingLines(lines, WHY_LINES).map(whyLine)
  const more = lines.length > WHY_LINES ? [`and ${lines.length - WHY_LINES} more: press Why?`] : []
  return [field('Why you see it', [...shown, ...more].join('\n'))]
}

/** ``rule rare-earths, line 9 `magnet NEAR/12 export` ``; lines that raise say to what. */
function whyLine({ topic, row, line, level }: WhyLine): string {
  const place = `rule ${escapeMarkup(fit(defang(topic), 40))}, line ${row} ${code(line, 90)}`
  return level === undefined ? place : `${place} · ${level}`
}

function timeField({ publishedAt, seenAt }: AlertCard): EmbedField {
  const name = publishedAt === undefined ? 'Seen' : 'Published'
  return field(name, timestamp(publishedAt ?? seenAt), true)
}

/** https://discord.com/developers/docs/reference#message-formatting-timestamp-styles: each reader sees it in his zone. */
export function timestamp(at: number): string {
  const [full, since] = [timeMark(at, 'f'), timeMark(at, 'R')]
  return full === '' ? 'unknown' : `${full} (${since})`
}

/** One mark: `t` the time of day, `f` with the date, `R` how long ago; empty for what is no time. */
export function timeMark(at: number, style: 't' | 'f' | 'R'): string {
  const seconds = Math.floor(at / 1000)
  return Math.abs(seconds) <= LAST_SECOND ? `<t:${seconds}:${style}>` : ''
}

function reportersField(reporters: readonly Reporter[]): EmbedField[] {
  if (reporters.length === 0) return []
  const shown = reporters.slice(0, REPORTERS).map(reporterName)
  const more = reporters.length - shown.length
  const all = [...shown, ...(more > 0 ? [`+${more}`] : [])]
  const linked = all.join(' · ')
  if (linked.length <= FIELD_VALUE_LIMIT) return [field('Also reported by', linked, true)]
  const bare = reporters.slice(0, REPORTERS).map(({ publisher }) => label(publisher))
  return [field('Also reported by', bare.join(' · '), true)]
}

function reporterName({ publisher, url }: Reporter): string {
  const link = httpLink(url)
  return link ? maskedLink(label(publisher), link) : label(publisher)
}

function label(publisher: string): string {
  return fit(defang(publisher), 60, escapeMarkup) || 'unnamed'
}

function field(name: string, value: string, inline = false): EmbedField {
  return { name, value: value.trim() === '' ? '—' : value, inline }
}
