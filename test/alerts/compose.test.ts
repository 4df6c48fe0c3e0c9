import { describe, expect, test } from 'vitest'
import { byChannel } from '../../src/alerts/channels.ts'
import { composeAlert, composeUpdate, type AlertInput } from '../../src/alerts/compose.ts'
import { composeNotice } from '../../src/alerts/notice.ts'
import type { AlertCard } from '../../src/domain/alert.ts'
import type { Match } from '../../src/domain/rule.ts'
import type { Fact } from '../../src/domain/story.ts'
import { aMatch, anAlert, anArticle, aReport, HOUR, NOON } from '../support/things.ts'

function composed(
  over: Partial<AlertInput> = {},
  matches: readonly Match[] = [aMatch()],
): AlertCard {
  const report = aReport()
  return composeAlert({
    article: anArticle(),
    placement: { report, relation: 'first', newFacts: [] },
    group: byChannel(matches)[0]!,
    turn: 0,
    decision: { kind: 'alert', reason: 'first' },
    reports: [report],
    told: [],
    rulesHash: '4b1c',
    now: NOON,
    ...over,
  })
}

const loud = aMatch({
  topic: 'tariffs',
  title: 'Tariffs',
  severity: 'high',
  alert: { ...aMatch().alert, mention: 'trade' },
})
const quiet = aMatch({ topic: 'talks', title: 'Talks', severity: 'low' })

describe('an alert', () => {
  test('names all topics, loudest first, at the loudest severity', () => {
    const card = composed({}, [quiet, loud])
    expect(card.severity).toBe('high')
    expect(card.topics.map(({ id }) => id)).toEqual(['tariffs', 'talks'])
  })

  test('calls the roles of loud topics alone', () => {
    const { alert } = quiet
    const silent = { ...quiet, alert: { ...alert, mention: 'everyone-else' } }
    expect(composed({}, [silent, loud, loud]).mentions).toEqual(['trade'])
  })

  test('quotes a part of a long title with … where it stops', () => {
    const title = 'Makers of magnets that need samarium win permits that last for half a year'
    const text = title.slice(0, title.indexOf(' that last'))
    const start = text.indexOf('samarium')
    const spans = [{ start, end: start + 'samarium'.length }]
    const [{ line }] = aMatch().evidence as [Match['evidence'][0]]
    const passage = { field: 'title', quote: text, start: 0, end: text.length, spans } as const
    const match = aMatch({ evidence: [{ line, passages: [passage] }] })
    const card = composed({ article: anArticle({ title }) }, [match])
    expect(card.quotes).toEqual([{ field: 'title', text: `${text}…`, marks: spans }])
  })

  describe('that was hit in its title alone', () => {
    const title = 'Makers of samarium magnets win permits'

    function quoted(lead: string, quote = title): AlertCard['quotes'] {
      const start = quote.indexOf('samarium')
      const spans = [{ start, end: start + 'samarium'.length }]
      const [{ line }] = aMatch().evidence as [Match['evidence'][0]]
      const passage = { field: 'title', quote, start: 0, end: quote.length, spans } as const
      const match = aMatch({ evidence: [{ line, passages: [passage] }] })
      return composed({ article: anArticle({ title, lead }) }, [match]).quotes
    }

    test('shows with its hits the first sentence of the lead that is not the headline again', () => {
      const text = 'Half a year is granted to each of them.'
      const hits = expect.objectContaining({ field: 'title', text: title })
      const lead = { field: 'lead', text, marks: [] }
      expect(quoted(`${text} Prices fell.`)).toEqual([hits, lead])
      expect(quoted(`${title}. ${text} Prices fell.`)).toEqual([hits, lead])
      expect(quoted(text)[0]!.marks).toHaveLength(1)
    })

    test('shows the title with its hits where there is no lead, or where it is quoted in part', () => {
      for (const lead of ['', `${title}.`]) {
        const [quote] = quoted(lead)
        expect(quote).toMatchObject({ field: 'title', text: title })
        expect(quote!.marks).toHaveLength(1)
      }
      const [part] = quoted('Half a year is granted.', 'Makers of samarium magnets')
      expect(part).toMatchObject({ field: 'title', text: 'Makers of samarium magnets…' })
    })
  })

  test('is silent at low severity', () => {
    expect(composed({}, [quiet])).toMatchObject({ silent: true, mentions: [] })
    expect(composed({}, [quiet, loud]).silent).toBe(false)
  })

  test('names reporters that came before it was told, the authority first', () => {
    const reports = [
      aReport(),
      aReport({ article: 'b', publisher: 'Blog', rank: 'rewrite', url: 'https://b.example/1' }),
      aReport({ article: 'c', publisher: 'Ministry', rank: 'primary', url: 'https://m.example/1' }),
    ]
    expect(composed({ reports }).alsoReportedBy.map(({ publisher }) => publisher)).toEqual([
      'Ministry',
      'Blog',
    ])
  })
})

describe('a later report in the message', () => {
  test('adds its name once, whatever its spelling, the authority before wires before others', () => {
    const reports = [
      aReport(),
      aReport({
        article: 'b',
        publisher: 'Late Paper',
        rank: 'rewrite',
        at: NOON + HOUR,
        url: 'https://l.example',
      }),
      aReport({
        article: 'c',
        publisher: 'Early Paper',
        rank: 'rewrite',
        at: NOON,
        url: 'https://e.example',
      }),
      aReport({
        article: 'd',
        publisher: 'Second Wire',
        at: NOON + 2 * HOUR,
        url: 'https://w.example',
      }),
      aReport({ article: 'e', publisher: 'early  paper', rank: 'rewrite', url: undefined }),
    ]
    const card = composeUpdate(composed(), {
      article: anArticle(),
      group: byChannel([aMatch()])[0]!,
      reports,
    })
    expect(card.alsoReportedBy.map(({ publisher }) => publisher)).toEqual([
      'Second Wire',
      'Early Paper',
      'Late Paper',
    ])
  })

  test('joins a further topic with its lines, and keeps title and link', () => {
    const evidence = aMatch().evidence.map(({ line, passages }) => ({
      line: { ...line, row: 31, text: 'duty' },
      passages: passages.map((passage) => ({ ...passage, quote: 'a duty' })),
    }))
    const further = aMatch({ topic: 'tariffs', title: 'Tariffs', severity: 'low', evidence })
    const before = composed()
    const card = composeUpdate(before, {
      article: anArticle({ title: 'Other words' }),
      group: byChannel([further, aMatch()])[0]!,
      reports: [],
    })
    expect(card).toMatchObject({ title: before.title, url: before.url, severity: 'medium' })
    expect(card.topics.map(({ id }) => id)).toEqual(['rare-earths', 'tariffs'])
    expect(card.why.map(({ topic, row }) => [topic, row])).toEqual([
      ['rare-earths', 9],
      ['tariffs', 31],
    ])
    expect(card.quotes).toHaveLength(2)
  })
})

describe('a follow-up', () => {
  function news(
    newFacts: readonly Fact[],
    before: readonly Fact[],
    over: Partial<AlertInput> = {},
  ) {
    const report = aReport({ article: 'article-2', publisher: 'Ministry' })
    return composed({
      placement: { report, relation: 'report', newFacts },
      turn: 1,
      decision: { kind: 'alert', reason: 'new-fact' },
      reports: [aReport({ facts: before }), report],
      told: [anAlert()],
      ...over,
    }).news
  }
  function rate(value: string): Fact {
    return { kind: 'percent', value, text: `${value} percent` }
  }
  const day: Fact = { kind: 'date', value: '--11-10', text: 'November 10' }

  test('says what a rate was and what it is', () => {
    expect(news([rate('47')], [rate('55')])).toEqual(['Rate 55% → 47%'])
  })

  test('says the new rate alone where there was more than one', () => {
    expect(news([rate('47')], [rate('55'), rate('10')])).toEqual(['Rate 47%'])
  })

  test('says a new day, and who speaks for the first time', () => {
    const official: Fact = { kind: 'official', value: 'Ministry', text: 'Ministry' }
    expect(news([day, official], [])).toEqual(['Date November 10', 'Official text from Ministry'])
  })

  test('says from where to where the severity went', () => {
    const decision = { kind: 'alert', reason: 'raised' } as const
    const group = byChannel([loud])[0]!
    expect(news([], [], { decision, group })).toEqual(['Severity medium → high'])
  })

  test('of a first report says nothing', () => {
    expect(composed().news).toEqual([])
  })
})

describe('a notice', () => {
  test('has a key that is the same for as long as it shall not be told again', () => {
    function key(once: 'hour' | 'day' | 'ever', now: number): string {
      const rest = { level: 'warning', title: 'Silent', lines: [] } as const
      return composeNotice({ kind: 'feed-silent', subject: 'wire', once, now, ...rest }).key
    }
    expect(key('day', NOON)).toBe('feed-silent:wire:2026-08-03')
    expect(key('day', NOON + 11 * HOUR)).toBe(key('day', NOON))
    expect(key('hour', NOON + HOUR)).not.toBe(key('hour', NOON))
    expect(key('ever', NOON + 999 * HOUR)).toBe('feed-silent:wire:ever')
  })
})
