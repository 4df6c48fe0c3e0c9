import { describe, expect, test } from 'vitest'
import { HOUR } from '../../src/lib/durations.ts'
import { asUsual, BOT, fakeChannel, fault, openBench } from './outbox-bench.ts'
import { NOW } from './cards.ts'

describe('publishing to followers', () => {
  test('publishes high and critical alerts of an announcement channel, ten an hour, and counts the rest', async () => {
    const news = fakeChannel('default', { ...BOT, publish: true })
    const bench = await openBench(news)
    await bench.add('calm', { severity: 'medium' })
    for (let index = 0; index < 12; index++) await bench.add(`loud${index}`)
    const tally = await bench.outbox.deliverDue()
    expect(tally).toMatchObject({ sent: 13, published: 10, unpublished: 2, dead: 0 })
    expect(news.published).not.toContain('default-1')
    bench.advance(HOUR)
    await bench.add('later')
    expect(await bench.outbox.deliverDue()).toMatchObject({ published: 1 })
  })

  test('counts on over a restart', async () => {
    const news = fakeChannel('default', { ...BOT, publish: true })
    const other = fakeChannel('other', { ...BOT, publish: true })
    const bench = await openBench(news, other)
    for (let index = 0; index < 8; index++) await bench.add(`loud${index}`)
    await bench.outbox.deliverDue()
    const restarted = await bench.restart()
    for (let index = 8; index < 12; index++) await bench.add(`loud${index}`)
    await bench.add('elsewhere', { channel: 'other' })
    expect(await restarted.deliverDue()).toMatchObject({ published: 3, unpublished: 2 })
    expect([news.published.length, other.published.length]).toEqual([10, 1])
  })

  test('a 429 on publishing holds up no message', async () => {
    const news = fakeChannel('default', { ...BOT, publish: true })
    const bench = await openBench(news)
    await bench.add('a')
    news.script.push(asUsual, asUsual, fault('rate-limited', { at: NOW + HOUR }))
    await bench.add('b')
    expect(await bench.outbox.deliverDue()).toMatchObject({ sent: 2, published: 1, unpublished: 1 })
  })
})
