import type { Notice } from '../../src/domain/alert.ts'
import { DeliveryError, type DeliveryFault, type Retry } from '../../src/domain/errors.ts'
import type { Channel, ChannelAbilities, Outgoing, Store } from '../../src/domain/ports.ts'
import { createOutbox, type Outbox } from '../../src/channels/outbox.ts'
import { openMemoryStore } from '../../src/store/index.ts'
import { alertCard, alertOf, NOW } from './cards.ts'
import { recordingLog } from '../support/log.ts'

export const BOT: ChannelAbilities = {
  nonce: true,
  edit: true,
  reply: true,
  publish: false,
  buttons: true,
  search: true,
}
export const HOOK: ChannelAbilities = {
  ...BOT,
  nonce: false,
  reply: false,
  buttons: false,
  search: false,
}

/** How a call ends: an id, a fault, or a fault after the message was taken. */
export type Step = DeliveryError | 'taken-then-lost' | (() => Promise<void>)

/** A step on which nothing goes wrong. */
export async function asUsual(): Promise<void> {}

/** A channel that does what a test says, and remembers. */
export type FakeChannel = Channel & {
  readonly sent: (Outgoing & { readonly id: string })[]
  readonly edits: { readonly id: string; readonly message: Outgoing }[]
  readonly published: string[]
  readonly searches: number[]
  /** What the next calls meet, in order; then all is well. */
  readonly script: Step[]
  /** Calls of any kind. */
  calls: number
}

export function fault(code: DeliveryFault, retry?: Retry): DeliveryError {
  return new DeliveryError(code, `It is ${code}.`, retry)
}

export function fakeChannel(
  name: string,
  can: ChannelAbilities = BOT,
  kind: Channel['kind'] = 'discord',
): FakeChannel {
  const channel: FakeChannel = {
    name,
    kind,
    can,
    sent: [],
    edits: [],
    published: [],
    searches: [],
    script: [],
    calls: 0,
    send: (message) =>
      follow(channel, () => {
        const twin = can.nonce && channel.sent.find(({ nonce }) => nonce === message.nonce)
        if (twin) return twin.id
        const id = `${name}-${channel.sent.length + 1}`
        channel.sent.push({ ...message, id })
        return id
      }),
    edit: (id, message) => follow(channel, () => void channel.edits.push({ id, message })),
    publish: (id) => follow(channel, () => void channel.published.push(id)),
    async find({ nonce }, since) {
      channel.searches.push(since)
      return channel.sent.find((message) => message.nonce === nonce)?.id
    },
    check: async () => [],
  }
  return channel
}

async function follow<T>(channel: FakeChannel, work: () => T): Promise<T> {
  channel.calls++
  const step = channel.script.shift()
  if (step instanceof DeliveryError) throw step
  if (typeof step === 'function') await step()
  const result = work()
  if (step === 'taken-then-lost') throw fault('unknown')
  return result
}

/** An outbox over a real store in memory, with a clock that a test moves. */
export async function openBench(...channels: FakeChannel[]) {
  let now = NOW
  const clock = { now: () => now }
  const store = await openMemoryStore(clock)
  const notices: Notice[] = []
  const log = recordingLog()
  const byName = new Map(channels.map((channel) => [channel.name, channel]))

  function open(): Outbox {
    return createOutbox({
      store,
      channels: byName,
      clock,
      log,
      onNotice: async (notice) => void notices.push(notice),
      random: () => 1,
      graceMs: 50,
    })
  }

  return {
    store,
    clock,
    notices,
    log,
    outbox: open(),
    /** As after a restart: nothing is remembered but what the store holds. */
    async restart(): Promise<Outbox> {
      await store.freeLeases()
      this.outbox = open()
      return this.outbox
    },
    advance: (ms: number) => void (now += ms),
    add: (story: string, changes: Parameters<typeof addAlert>[3] = {}) =>
      addAlert(store, now, story, changes),
    async edit(story: string, channel: string, dueAt = now): Promise<void> {
      const alert = `${story}:${channel}:0`
      const key = `${alert}:edit:${Math.random()}`
      await store.transaction((tx) =>
        tx.enqueue({ key, alert, channel, op: 'edit', dueAt, createdAt: now }),
      )
    },
    async queue() {
      return (await store.status()).queue
    },
  }
}

async function addAlert(
  store: Store,
  now: number,
  story: string,
  {
    channel = 'default',
    turn = 0,
    ...card
  }: Parameters<typeof alertCard>[0] & { channel?: string },
): Promise<string> {
  const made = alertCard({ story, turn, ...card })
  const id = `${story}:${channel}:${turn}`
  const repliesTo = turn > 0 ? `${story}:${channel}:0` : undefined
  await store.transaction(async (tx) => {
    await tx.addAlert({ ...alertOf(made), id, channel, createdAt: now, repliesTo })
    await tx.enqueue({ key: id, alert: id, channel, op: 'send', dueAt: now, createdAt: now })
  })
  return id
}
