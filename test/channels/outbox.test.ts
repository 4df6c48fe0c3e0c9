import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/lib/durations.ts'
import { asUsual, fakeChannel, fault, HOOK, openBench, type FakeChannel } from './outbox-bench.ts'
import { NOW } from './cards.ts'

function stories(channel: FakeChannel): string[] {
  return channel.sent.map(({ card }) => (card.kind === 'alert' ? card.story : card.kind))
}

describe('sending', () => {
  test('takes everything that is due to its channel, in order, and marks it with the message', async () => {
    const [main, ops] = [fakeChannel('default'), fakeChannel('ops')]
    const bench = await openBench(main, ops)
    for (const story of ['a', 'b', 'c']) await bench.add(story)
    await bench.add('x', { channel: 'ops' })
    expect(await bench.outbox.deliverDue()).toMatchObject({ sent: 4, retried: 0, dead: 0 })
    expect(stories(main)).toEqual(['a', 'b', 'c'])
    expect(stories(ops)).toEqual(['x'])
    expect(await bench.store.alert('a:default:0')).toMatchObject({ messageId: 'default-1' })
  })

  test('gives a channel that is not set up to the default channel', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a', { channel: 'renamed' })
    await bench.outbox.deliverDue()
    expect(stories(main)).toEqual(['a'])
  })

  test('uses a nonce of at most 25 characters that stays the same', async () => {
    const main = fakeChannel('default')
    main.script.push('taken-then-lost')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    bench.advance(2 * SECOND)
    expect(await bench.outbox.deliverDue()).toMatchObject({ sent: 1 })
    expect(main.calls).toBe(2)
    expect(main.sent).toHaveLength(1)
    expect(main.sent[0]!.nonce.length).toBeLessThanOrEqual(25)
  })

  test('a follow-up replies to the message of the first', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.add('a', { turn: 1 })
    await bench.outbox.deliverDue()
    expect(main.sent.map(({ replyTo }) => replyTo)).toEqual([undefined, 'default-1'])
  })

  test('a channel that cannot reply gets no reply', async () => {
    const hook = fakeChannel('default', HOOK, 'webhook')
    const bench = await openBench(hook)
    await bench.add('a')
    await bench.add('a', { turn: 1 })
    await bench.outbox.deliverDue()
    expect(hook.sent.map(({ replyTo }) => replyTo)).toEqual([undefined, undefined])
  })

  test('a slow channel holds up no other, nor what comes for one meanwhile', async () => {
    const [slow, quick] = [fakeChannel('default'), fakeChannel('ops')]
    let release: () => unknown = asUsual
    slow.script.push(() => new Promise((resolve) => (release = resolve)))
    const bench = await openBench(slow, quick)
    await bench.add('a')
    for (const story of ['x', 'y']) await bench.add(story, { channel: 'ops' })
    const delivering = bench.outbox.deliverDue()
    while (quick.sent.length < 2) await sleep(1)
    await bench.add('later', { channel: 'ops' })
    while (quick.sent.length < 3) await sleep(1)
    expect(slow.sent).toHaveLength(0)
    release()
    expect(await delivering).toMatchObject({ sent: 4 })
  })
})

describe('an outcome that is not known', () => {
  test('is searched for before anything is sent again, once the nonce protects no more', async () => {
    const main = fakeChannel('default')
    main.script.push('taken-then-lost')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    bench.advance(10 * MINUTE)
    await bench.outbox.deliverDue()
    expect(main.calls).toBe(1)
    expect(main.searches).toEqual([NOW])
    expect(await bench.store.alert('a:default:0')).toMatchObject({ messageId: 'default-1' })
  })

  test('is searched for after a crash in mid-send, and after the clock was set back', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    const [leased] = await bench.store.lease(NOW, MINUTE, 1, [])
    main.sent.push({ card: leased!.alertRow.card, nonce: 'other', replyTo: undefined, id: 'm1' })
    bench.advance(-DAY)
    const outbox = await bench.restart()
    bench.advance(-HOUR)
    await bench.store.requeue(leased!.key, 0, {})
    await outbox.deliverDue()
    expect(main.searches).toHaveLength(1)
  })

  test('gets one retry where nothing can be searched, then it is given up and told', async () => {
    const hook = fakeChannel('default', HOOK, 'webhook')
    hook.script.push(fault('unknown'), fault('unknown'))
    const bench = await openBench(hook)
    await bench.add('a')
    await bench.add('b')
    await bench.outbox.deliverDue()
    bench.advance(MINUTE)
    expect(await bench.outbox.deliverDue()).toMatchObject({ dead: 1, sent: 1 })
    expect(hook.calls).toBe(3)
    expect(stories(hook)).toEqual(['b'])
    expect(bench.notices).toHaveLength(1)
  })

  test('a webhook that answers 502 is tried for as long as it takes', async () => {
    const hook = fakeChannel('default', HOOK, 'webhook')
    hook.script.push(...Array.from({ length: 8 }, () => fault('unavailable')))
    const bench = await openBench(hook)
    await bench.add('a')
    for (let round = 0; round < 9; round++) {
      await bench.outbox.deliverDue()
      bench.advance(5 * MINUTE)
    }
    expect(stories(hook)).toEqual(['a'])
  })
})

describe('edits', () => {
  test('come at most once in thirty seconds a message, with the card as it is then', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    for (let second = 0; second < 65; second++) {
      await bench.edit('a', 'default')
      await bench.outbox.deliverDue()
      bench.advance(SECOND)
    }
    expect(main.edits).toHaveLength(2)
    expect(main.edits[0]!.id).toBe('default-1')
  })

  test('hold up no new message', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    await bench.edit('a', 'default')
    await bench.add('b')
    await bench.outbox.deliverDue()
    expect(stories(main)).toEqual(['a', 'b'])
  })

  test('are dropped with the reason when the message was removed, and nobody is alarmed', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    await bench.outbox.deliverDue()
    bench.advance(MINUTE)
    main.script.push(fault('message-gone', 'never'))
    await bench.edit('a', 'default')
    expect(await bench.outbox.deliverDue()).toMatchObject({ dead: 1 })
    expect((await bench.store.deadDeliveries(1))[0]!.error).toBe('It is message-gone.')
    expect(bench.notices).toEqual([])
  })
})

describe('stopping', () => {
  test('finishes what is under way and leaves the rest in the queue', async () => {
    const main = fakeChannel('default')
    let release: () => unknown = asUsual
    main.script.push(() => new Promise((resolve) => (release = resolve)))
    const bench = await openBench(main)
    await bench.add('a')
    await bench.add('b')
    const delivering = bench.outbox.deliverDue()
    while (main.calls === 0) await sleep(1)
    const stopping = bench.outbox.stop()
    release()
    await Promise.all([stopping, delivering])
    expect(stories(main)).toEqual(['a'])
    expect(await bench.queue()).toMatchObject({ queued: 1, leased: 0, sent: 1 })
  })

  test('puts back what does not end in time, as uncertain', async () => {
    const main = fakeChannel('default')
    main.script.push(() => new Promise(() => {}))
    const bench = await openBench(main)
    await bench.add('a')
    void bench.outbox.deliverDue()
    while (main.calls === 0) await sleep(1)
    await bench.outbox.stop()
    expect(await bench.queue()).toMatchObject({ queued: 1, leased: 0 })
    const [again] = await bench.store.lease(bench.clock.now(), MINUTE, 1, [])
    expect(again).toMatchObject({ uncertain: true })
  })

  test('drain waits for what comes due soon and ends', async () => {
    const main = fakeChannel('default')
    const bench = await openBench(main)
    await bench.add('a')
    expect(await bench.outbox.drain(1000)).toMatchObject({ sent: 1 })
    main.script.push(fault('channel-closed'))
    await bench.add('b')
    expect(await bench.outbox.drain(1000)).toMatchObject({ sent: 0, retried: 1 })
  })
})
