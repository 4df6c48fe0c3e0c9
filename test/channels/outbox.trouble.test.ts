import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/lib/durations.ts'
import { fakeChannel, fault, HOOK, openBench, type FakeChannel } from './outbox-bench.ts'
import { NOW } from './cards.ts'

function stories(channel: FakeChannel): string[] {
  return channel.sent.map(({ card }) => (card.kind === 'alert' ? card.story : card.kind))
}

describe('a channel in trouble', () => {
  test('waits from seconds to minutes while Discord is down, keeps its order and loses nothing', async () => {
    const main = fakeChannel('default')
    main.script.push(...Array.from({ length: 12 }, () => fault('unavailable')))
    const bench = await openBench(main)
    for (const story of ['a', 'b', 'c']) await bench.add(story)
    const waits: number[] = []
    while (main.sent.length < 3) {
      await bench.outbox.deliverDue()
      const next = await bench.outbox.nextDue()
      if (next === undefined) break
      waits.push(next - bench.clock.now())
      bench.advance(next - bench.clock.now())
    }
    expect(waits.slice(0, 4)).toEqual([SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND])
    expect(Math.max(...waits)).toBe(5 * MINUTE)
    expect(stories(main)).toEqual(['a', 'b', 'c'])
  })

  test('waits as long as a 429 says, and that is no attempt', async () => {
    const main = fakeChannel('default')
    main.script.push(fault('rate-limited', { at: NOW + 7 * SECOND }))
    const bench = await openBench(main)
    await bench.add('a')
    await bench.add('b')
    await bench.outbox.deliverDue()
    expect(main.calls).toBe(1)
    expect(await bench.outbox.nextDue()).toBe(NOW + 7 * SECOND)
    bench.advance(6.9 * SECOND)
    await bench.outbox.deliverDue()
    expect(main.calls).toBe(1)
    bench.advance(0.1 * SECOND)
    await bench.outbox.deliverDue()
    expect(stories(main)).toEqual(['a', 'b'])
    expect(main.searches).toEqual([])
  })

  test('a 429 on an edit holds up no message', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    bench.advance(MINUTE)
    await bench.edit('a', 'default')
    main.script.push(fault('rate-limited', { at: NOW + HOUR }))
    await bench.outbox.deliverDue()
    await bench.add('b')
    await bench.outbox.deliverDue()
    expect(stories(main)).toEqual(['a', 'b'])
    bench.advance(HOUR)
    expect(await bench.outbox.deliverDue()).toMatchObject({ edited: 1 })
  })

  test('a 401 stops every channel of the bot at once, keeps the queue and is told once', async () => {
    const [main, ops] = [fakeChannel('default'), fakeChannel('ops')]
    const terminal = fakeChannel('screen', { ...HOOK }, 'terminal')
    main.script.push(fault('unauthorised'), fault('unauthorised'))
    const bench = await openBench(main, ops, terminal)
    await bench.add('a')
    await bench.outbox.deliverDue()
    for (const channel of ['default', 'ops', 'screen']) await bench.add('b', { channel })
    bench.advance(MINUTE)
    await bench.outbox.deliverDue()
    expect([main.calls, ops.calls, terminal.sent.length]).toEqual([1, 0, 1])
    bench.advance(14 * MINUTE)
    await bench.outbox.deliverDue()
    expect([main.calls, ops.calls]).toEqual([2, 0])
    expect(new Set(bench.notices.map(({ key }) => key)).size).toBe(1)
    bench.advance(HOUR)
    await bench.outbox.deliverDue()
    expect(stories(main)).toEqual(['a', 'b'])
    expect(stories(ops)).toEqual(['b'])
  })

  test('a closed channel pauses alone and is tried until it answers again', async () => {
    const [main, ops] = [fakeChannel('default'), fakeChannel('ops')]
    main.script.push(fault('channel-closed'), fault('channel-closed'))
    const bench = await openBench(main, ops)
    await bench.add('a')
    await bench.add('x', { channel: 'ops' })
    await bench.outbox.deliverDue()
    expect(stories(ops)).toEqual(['x'])
    expect(bench.outbox.paused().get('default')).toMatchObject({ fault: 'channel-closed' })
    for (let minute = 0; minute < 5; minute++) {
      bench.advance(MINUTE)
      await bench.outbox.deliverDue()
    }
    expect(stories(main)).toEqual(['a'])
    expect(bench.outbox.paused().size).toBe(0)
    expect(bench.notices[0]!.key).toMatch(/^channel-closed:default:/)
  })

  test('a refused body is parked after three tries with its reason, and the others flow', async () => {
    const main = fakeChannel('default')
    main.script.push(fault('refused'), fault('refused'), fault('refused'))
    const bench = await openBench(main)
    await bench.add('bad')
    await bench.add('good')
    for (let round = 0; round < 4; round++) {
      await bench.outbox.deliverDue()
      bench.advance(5 * SECOND)
    }
    expect(main.calls).toBe(4)
    expect(stories(main)).toEqual(['good'])
    const [dead] = await bench.store.deadDeliveries(5)
    expect(dead).toMatchObject({ key: 'bad:default:0', error: 'It is refused.' })
    expect(bench.notices).toHaveLength(1)
  })

  test('a fault of ours parks its message like a refused one', async () => {
    const main = fakeChannel('default')
    async function broken(): Promise<void> {
      throw new TypeError('secret detail')
    }
    main.script.push(broken, broken, broken)
    const bench = await openBench(main)
    await bench.add('bad')
    for (let round = 0; round < 3; round++) {
      await bench.outbox.deliverDue()
      bench.advance(5 * SECOND)
    }
    const [dead] = await bench.store.deadDeliveries(5)
    expect(dead!.error).toContain('fault of trucewatch (TypeError)')
    expect(dead!.error).not.toContain('secret detail')
  })

  test('gives a message up after a week, with its reason', async () => {
    const main = fakeChannel('default')
    main.script.push(fault('unavailable'))
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    bench.advance(8 * DAY)
    expect(await bench.outbox.deliverDue()).toMatchObject({ dead: 1 })
    expect((await bench.store.deadDeliveries(1))[0]!.error).toContain('after 7 days')
  })
})
