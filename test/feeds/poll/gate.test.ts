import { expect, test } from 'vitest'
import { createGate } from '../../../src/feeds/poll/gate.ts'
import { HOUR } from '../../../src/lib/durations.ts'
import { aClock } from '../support.ts'

const { signal } = new AbortController()

test('of thousands of hosts that are met once, those that asked for rest are remembered', async () => {
  const clock = aClock()
  const gate = createGate(clock)
  const resting = 'https://resting.example/feed'
  gate.pause({ allowPrivate: false }, resting, clock.at + HOUR)
  for (let count = 0; count < 3_000; count++) {
    const url = `https://host-${count}.example/feed`
    const leave = await gate.enter({ url, allowPrivate: false, isDoubtful: false, signal })
    leave()
    clock.at += 1_001
  }
  expect(gate.restsUntil({ allowPrivate: false }, resting)! - clock.at).toBe(HOUR - 3_000 * 1_001)
})

test('whoever gives up while he waits holds nobody up', async () => {
  const clock = aClock()
  const giveUp = new AbortController()
  const gate = createGate(clock, async (_, waiting) => waiting.throwIfAborted())
  const turn = { url: 'https://wire.example/feed', allowPrivate: false, isDoubtful: false }
  const leave = await gate.enter({ ...turn, signal })
  const waiting = gate.enter({ ...turn, signal: giveUp.signal })
  const next = gate.enter({ ...turn, signal })
  giveUp.abort(new Error('the bot is stopping'))
  leave()
  await expect(waiting).rejects.toThrow('the bot is stopping')
  const leaveLast = await next
  leaveLast()
})

const WIRE = { allowPrivate: false, isDoubtful: false, signal }

test('a host that is being asked is not forgotten, however many others come and go', async () => {
  const clock = aClock()
  const gate = createGate(clock, async () => {})
  const leave = await gate.enter({ ...WIRE, url: 'https://wire.example/feed' })
  clock.at += HOUR
  for (let count = 0; count < 3_000; count++) {
    const end = await gate.enter({ ...WIRE, url: `https://host-${count}.example/feed` })
    end()
    clock.at += 1_001
  }
  let isNext = false
  const next = gate.enter({ ...WIRE, url: 'https://wire.example/other' })
  void next.then(() => (isNext = true))
  await new Promise(setImmediate)
  expect(isNext).toBe(false)
  leave()
  await next
})

test('a host on the own network never takes all places', async () => {
  const gate = createGate(aClock())
  const turn = { ...WIRE, allowPrivate: true, url: 'http://rss.local/feed' }
  for (let count = 0; count < 100; count++) void gate.enter(turn)
  const others = ['one', 'two'].map((name) =>
    gate.enter({ ...WIRE, url: `https://${name}.example/feed` }),
  )
  expect(await Promise.all(others)).toHaveLength(2)
})
