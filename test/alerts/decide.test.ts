import { describe, expect, test } from 'vitest'
import { byChannel } from '../../src/alerts/channels.ts'
import { decide, type Question } from '../../src/alerts/decide.ts'
import type { Decision } from '../../src/domain/alert.ts'
import type { Match, Severity } from '../../src/domain/rule.ts'
import type { Fact, Placement } from '../../src/domain/story.ts'
import { aCard, aMatch, anAlert, anArticle, aReport, HOUR, NOON } from '../support/things.ts'

function aGroup(...matches: readonly Match[]): Question['group'] {
  return byChannel(matches.length > 0 ? matches : [aMatch()])[0]!
}

function ofSeverity(severity: Severity, over: Partial<Match> = {}): Match {
  return aMatch({ severity, ...over })
}

function placed(relation: Placement['relation'], newFacts: readonly Fact[] = []): Placement {
  return { report: aReport(), relation, newFacts }
}

const RATE: Fact = { kind: 'percent', value: '47', text: '47%' }

function asked(over: Partial<Question> = {}): Decision {
  return decide({
    article: anArticle({ publisher: 'Another Paper' }),
    placement: placed('first'),
    group: aGroup(),
    told: [],
    now: NOON + HOUR,
    ageLimit: 48 * HOUR,
    circumstances: { firstPoll: false, toldSoFar: 0, held: false },
    isQuiet: false,
    muted: new Set(),
    isOverLimit: false,
    ...over,
  })
}

const TOLD = [anAlert({ card: aCard({ publisher: 'Example Wire' }), createdAt: NOON })]
const FIRST_POLL = { firstPoll: true, toldSoFar: 0, held: false }

describe('a story that is new to the channel', () => {
  test('is told at once', () => {
    expect(asked()).toEqual({ kind: 'alert', reason: 'first' })
  })

  test('is told even by a copy, where the first report was not', () => {
    expect(asked({ placement: placed('copy') })).toEqual({ kind: 'alert', reason: 'first' })
  })

  test('stays silent when it happened longer ago than the age limit', () => {
    const article = anArticle({ publishedAt: NOON - 48 * HOUR })
    expect(asked({ article })).toEqual({ kind: 'suppress', reason: 'stale' })
    expect(asked({ article, group: aGroup(ofSeverity('critical')) }).kind).toBe('suppress')
  })

  test('counts as just published when it has no date', () => {
    const article = anArticle({ publishedAt: undefined, firstSeenAt: NOON + HOUR })
    expect(asked({ article, circumstances: FIRST_POLL })).toEqual({
      kind: 'alert',
      reason: 'first',
    })
  })
})

describe('the first poll of a feed', () => {
  test('tells nothing older than six hours', () => {
    const article = anArticle({ publishedAt: NOON - 6 * HOUR })
    expect(asked({ article, circumstances: FIRST_POLL })).toEqual({
      kind: 'suppress',
      reason: 'stale',
    })
  })

  test('tells three and keeps the others for a digest', () => {
    const circumstances = { ...FIRST_POLL, toldSoFar: 3 }
    expect(asked({ circumstances: { ...circumstances, toldSoFar: 2 } }).kind).toBe('alert')
    expect(asked({ circumstances })).toEqual({ kind: 'digest', reason: 'first-poll' })
  })
})

describe('what waits for a digest', () => {
  test.each([
    ['over the limit', { isOverLimit: true }, 'limit'],
    ['in quiet hours', { isQuiet: true }, 'quiet'],
    [
      'from a held feed',
      { circumstances: { ...FIRST_POLL, firstPoll: false, held: true } },
      'held',
    ],
  ] as const)('a story %s', (_, over, reason) => {
    expect(asked(over)).toEqual({ kind: 'digest', reason })
  })

  test('critical stories pass limits and quiet hours, but not a held feed', () => {
    const group = aGroup(ofSeverity('critical'))
    expect(asked({ group, isOverLimit: true, isQuiet: true }).kind).toBe('alert')
    const circumstances = { ...FIRST_POLL, firstPoll: false, held: true }
    expect(asked({ group, circumstances })).toEqual({ kind: 'digest', reason: 'held' })
  })

  test('a follow-up over the limit', () => {
    const question = { told: TOLD, placement: placed('report', [RATE]), isOverLimit: true }
    expect(asked(question)).toEqual({ kind: 'digest', reason: 'limit' })
  })

  test('a later report of a story that waits already', () => {
    expect(
      asked({ digested: { state: 'waiting', severity: 'low' }, placement: placed('report') }).kind,
    ).toBe('digest')
  })

  test('a story that a digest has told is told again only with something new', () => {
    const digested = { state: 'told', severity: 'medium' } as const
    const question = { digested, placement: placed('report'), group: aGroup(ofSeverity('medium')) }
    expect(asked(question)).toEqual({ kind: 'suppress', reason: 'nothing-new' })
    expect(asked({ ...question, placement: placed('report', [RATE]) }).kind).toBe('alert')
    expect(asked({ ...question, group: aGroup(ofSeverity('high')) }).kind).toBe('alert')
    expect(asked({ ...question, group: aGroup(ofSeverity('low')) }).kind).toBe('suppress')
  })
})

describe('a later report of a told story', () => {
  test('edits the message', () => {
    expect(asked({ told: TOLD, placement: placed('report') })).toEqual({
      kind: 'update',
      reason: 'later-report',
    })
    expect(asked({ told: TOLD, placement: placed('copy') }).kind).toBe('update')
  })

  test('edits it for a further topic', () => {
    const group = aGroup(aMatch({ topic: 'tariffs', severity: 'low' }))
    expect(asked({ told: TOLD, placement: placed('report'), group })).toEqual({
      kind: 'update',
      reason: 'further-topic',
    })
  })

  test('changes nothing when its publisher is named already', () => {
    const article = anArticle({ publisher: 'EXAMPLE wire' })
    const question = { told: TOLD, article }
    expect(asked({ ...question, placement: placed('report') })).toEqual({
      kind: 'suppress',
      reason: 'nothing-new',
    })
    expect(asked({ ...question, placement: placed('copy') })).toEqual({
      kind: 'suppress',
      reason: 'copy',
    })
  })

  test('is a follow-up when it is louder than all before', () => {
    const told = [...TOLD, anAlert({ id: 'x', turn: 1, severity: 'high' })]
    const group = aGroup(ofSeverity('critical'))
    expect(asked({ told, group, placement: placed('copy') })).toEqual({
      kind: 'alert',
      reason: 'raised',
    })
    expect(asked({ told, group: aGroup(ofSeverity('high')) }).kind).not.toBe('alert')
  })

  test('is a follow-up when it brings a new fact', () => {
    expect(asked({ told: TOLD, placement: placed('report', [RATE]) })).toEqual({
      kind: 'alert',
      reason: 'new-fact',
    })
  })

  test('tells the story again once `repeat` has passed', () => {
    const { alert } = aMatch()
    const group = aGroup(aMatch({ alert: { ...alert, repeat: 12 * HOUR } }))
    const question = { told: TOLD, group, placement: placed('report') }
    expect(asked({ ...question, now: NOON + 11 * HOUR }).kind).toBe('update')
    expect(asked({ ...question, now: NOON + 12 * HOUR })).toEqual({
      kind: 'alert',
      reason: 'repeat',
    })
  })
})

describe('a muted topic', () => {
  const loud = ofSeverity('critical', { topic: 'tariffs' })

  test('is silent, critical or not', () => {
    expect(asked({ group: aGroup(loud), muted: new Set(['tariffs']) })).toEqual({
      kind: 'suppress',
      reason: 'muted',
    })
  })

  test('is the reason also where the article is too old', () => {
    const article = anArticle({ publishedAt: NOON - 72 * HOUR })
    expect(asked({ article, muted: new Set(['tariffs']), group: aGroup(loud) })).toMatchObject({
      reason: 'muted',
    })
  })

  test('lends its severity to no other topic of the article', () => {
    const group = aGroup(loud, aMatch())
    expect(asked({ group, muted: new Set(['tariffs']), isQuiet: true })).toEqual({
      kind: 'digest',
      reason: 'quiet',
    })
  })
})

describe('the matches of an article', () => {
  test('go to their channels, loudest first, and names of one place are one channel', () => {
    const { alert } = aMatch()
    const matches = [
      aMatch({ topic: 'a', severity: 'low' }),
      aMatch({ topic: 'b', severity: 'high', alert: { ...alert, channel: 'ops' } }),
      aMatch({ topic: 'c', severity: 'high' }),
    ]
    expect(byChannel(matches).map(({ channel, severity }) => [channel, severity])).toEqual([
      ['ops', 'high'],
      ['default', 'high'],
    ])
    const [one, ...others] = byChannel(matches, () => 'main')
    expect(one?.matches.map(({ topic }) => topic)).toEqual(['b', 'c', 'a'])
    expect(others).toEqual([])
  })
})
