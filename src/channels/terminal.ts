import type { AlertCard, Card, DigestCard, NoticeCard, Quote } from '../domain/alert.ts'
import type { Channel, Clock } from '../domain/ports.ts'
import { ago, day, recently } from './ago.ts'
import { createPaint, type Paint } from './paint.ts'
import { fit, httpLink, plain } from './plain.ts'
import { block, hit } from './terminal-text.ts'
import { alertHead, alertHeadline, digestHead, NOTICE_TONES, tellingLines, TONES } from './words.ts'

const WHY_LINES = 3
/** What a feed writes is never longer than this, whatever it sends. */
const TEXT_LIMIT = 500

export type TerminalOptions = {
  readonly name?: string
  readonly write: (text: string) => void
  readonly colour: boolean
  /** Columns. */
  readonly width: number
  readonly clock: Clock
}

/** Alerts as a person reads them in a terminal: the same content as in Discord, without its markup. */
export function createTerminal({
  name = 'terminal',
  write,
  colour,
  width,
  clock,
}: TerminalOptions): Channel {
  const view: View = { paint: createPaint(colour), width: Math.max(40, width), clock }
  let count = 0
  return {
    name,
    kind: 'terminal',
    can: { nonce: false, edit: true, reply: true, publish: false, buttons: false, search: false },
    async send({ card }) {
      write(`${draw(card, view).join('\n')}\n\n`)
      return `terminal-${++count}`
    },
    async edit(_messageId, { card }) {
      write(`${drawUpdate(card, view).join('\n')}\n\n`)
    },
    async publish() {},
    async find() {
      return undefined
    },
    async check() {
      return []
    },
  }
}

type View = { readonly paint: Paint; readonly width: number; readonly clock: Clock }

/** Text of a feed for the terminal. */
function short(text: string, limit = TEXT_LIMIT): string {
  return fit(plain(text), limit)
}

function draw(card: Card, view: View): string[] {
  if (card.kind === 'alert') return drawAlert(card, view)
  if (card.kind === 'digest') return drawDigest(card, view)
  return drawNotice(card, view)
}

function drawAlert(card: AlertCard, view: View): string[] {
  const { paint, width } = view
  const head = `${alertHead(card)} — ${short(alertHeadline(card))} (${short(card.publisher)})`
  const bar = paint.severity(card.severity, '│')
  function line(text: string, style?: (text: string) => string): string[] {
    return block(text, { width, prefix: `${bar} `, style })
  }
  return [
    ...block(short(head), { width, prefix: '', style: (text) => paint.bold(text) }),
    ...card.news.flatMap((text) => line(`New: ${short(text)}`, paint.bold)),
    ...card.quotes.slice(0, 3).flatMap((quote) => line(`“${hit(cut(quote), paint)}”`)),
    ...line(whenAndWho(card, view)),
    ...line(httpLink(card.url)?.href ?? 'no link', paint.link),
    ...card.topics.flatMap(({ why }) => (why ? line(short(why)) : [])),
    ...whyLines(card).flatMap((text) => line(text, paint.dim)),
    ...line(footer(card), paint.dim),
  ]
}

function cut({ field, text, marks }: Quote): Quote {
  const isLong = text.length > TEXT_LIMIT
  return isLong ? { field, text: `${text.slice(0, TEXT_LIMIT)} …`, marks } : { field, text, marks }
}

/** The lines that say most; `trucewatch alerts` has them all. */
function whyLines({ why }: AlertCard): string[] {
  const lines = tellingLines(why, WHY_LINES).map(({ topic, row, line, level }) => {
    const raised = level === undefined ? '' : ` · ${level}`
    return `rule ${topic}, line ${row}  ${short(line)}${raised}`
  })
  const more = why.length - lines.length
  return more > 0 ? [...lines.slice(0, -1), `${lines.at(-1)}  (and ${more} more)`] : lines
}

function whenAndWho(card: AlertCard, { clock }: View): string {
  const { publishedAt, seenAt } = card
  const at = publishedAt ?? seenAt
  const when = `${publishedAt === undefined ? 'Seen' : 'Published'} ${day(at)} (${ago(at, clock.now())})`
  const others = reporters(card)
  return others === '' ? when : `${when} · Also reported by ${others}`
}

function reporters({ alsoReportedBy }: AlertCard): string {
  const names = alsoReportedBy.slice(0, 6).map(({ publisher }) => short(publisher))
  const more = alsoReportedBy.length - names.length
  return [...names, ...(more > 0 ? [`+${more}`] : [])].join(' · ')
}

function footer({ story, turn, rulesHash }: AlertCard): string {
  const followUp = turn === 0 ? '' : ` · follow-up ${turn}`
  return `story ${story}${followUp} · rules ${rulesHash.slice(0, 8)}`
}

/** A printed line cannot change: an edit adds what is new in one short line. */
function drawUpdate(card: Card, view: View): string[] {
  const { paint, width } = view
  if (card.kind !== 'alert') return draw(card, view)
  const by = reporters(card) === '' ? 'updated' : `also reported by ${reporters(card)}`
  const text = `↻ ${TONES[card.severity].word} · ${by} — ${short(card.title)} · story ${card.story}`
  return block(text, { width, prefix: '', style: paint.dim })
}

function drawDigest(card: DigestCard, { paint, width }: View): string[] {
  const more = card.total - Math.min(10, card.items.length)
  const items = card.items
    .slice(0, 10)
    .flatMap(({ severity, title, publisher, topic, at, url }) => {
      const prefix = `${TONES[severity].emoji} `
      const parts = [short(publisher), short(topic), at === undefined ? '' : recently(at, card.to)]
      const text = `${short(title)} — ${parts.filter((part) => part !== '').join(' · ')}`
      const address = httpLink(url)?.href
      const under = address ? block(address, { width, prefix: '   ', style: paint.link }) : []
      return [...block(text, { width, prefix, hang: '   ' }), ...under]
    })
  return [
    ...block(digestHead(card), { width, prefix: '', style: paint.bold }),
    ...items,
    ...(more > 0 ? [`   and ${more} more`] : []),
  ]
}

function drawNotice({ level, title, lines }: NoticeCard, { paint, width }: View): string[] {
  const { emoji, word } = NOTICE_TONES[level]
  const head = `${emoji} ${word} · ${short(title)}`
  return [
    ...block(head, { width, prefix: '', style: paint.bold }),
    ...lines.flatMap((line) => block(short(line), { width, prefix: '  ' })),
  ]
}
