import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore, openStoreIfThere } from '../../src/store/index.ts'
import { startDiscord } from '../support/discord/index.ts'
import type { LoopbackDiscord } from '../support/discord/index.ts'
import { freshFolder } from '../support/folders.ts'
import { createRandom } from '../support/random.ts'
import type { Random } from '../support/random.ts'
import { startBot, writeFiles } from './bot.ts'
import type { Bot } from './bot.ts'
import { openNewsroom } from './newsroom.ts'
import type { Newsroom } from './newsroom.ts'

/** How a bot ended that was asked to, and the milliseconds that it took. */
export type Stop = { readonly code: number | null; readonly ms: number }

export type Scene = {
  readonly folder: string
  readonly random: Random
  readonly discord: LoopbackDiscord
  readonly newsroom: Newsroom
  /** How far the world's clock runs ahead of the machine's. */
  ahead: number
  kills: number
  readonly deaths: string[]
}

const LONGEST_END = 60_000

/** A Discord, a newsroom and a data folder; no bot yet. */
export async function setUp(seed: number): Promise<Scene> {
  const random = createRandom(seed)
  const clock = { ahead: 0 }
  function now(): number {
    return Date.now() + clock.ahead
  }
  const discord = await startDiscord({ now })
  const newsroom = await openNewsroom(random, now)
  const folder = freshFolder()
  writeFiles(folder, newsroom.addresses)
  return Object.assign(clock, { folder, random, discord, newsroom, kills: 0, deaths: [] })
}

export async function tearDown({ newsroom, discord, folder }: Scene): Promise<void> {
  await newsroom.close()
  await discord.close()
  rmSync(folder, { recursive: true, force: true })
}

/** The first polls, which tell little, are over before anything matters. */
export async function begin(scene: Scene): Promise<void> {
  const bot = startBot(scene.folder, scene.discord, scene.ahead)
  const isOn = await until(
    LONGEST_END,
    async () => bot.ended() !== undefined || (await hasPolledAll(scene)),
  )
  await bot.kill()
  if (!isOn || !(await hasPolledAll(scene)))
    throw new Error(`The bot did not start: ${bot.lastWords()}`)
}

type Pending = { readonly open: number; readonly dueIn: number }

export function nothingIsDue({ dueIn }: Pending): boolean {
  return dueIn > 0
}

export function nothingIsQueued({ open }: Pending): boolean {
  return open === 0
}

/** Lets a bot work, `later` than the last one, until every story is in the ledger and the queue is as it should be. */
export async function sit(
  scene: Scene,
  later: number,
  isDone: (pending: Pending) => boolean,
): Promise<Stop> {
  const { folder, newsroom, discord, deaths } = scene
  scene.ahead += later
  const { polls } = newsroom
  const bot = startBot(folder, discord, scene.ahead)
  await until(LONGEST_END, () => newsroom.polls > polls, bot)
  await until(
    LONGEST_END,
    async () => (await hasRecordedAll(scene)) && isDone(await pending(scene)),
    bot,
  )
  if (bot.ended() !== undefined) deaths.push(bot.lastWords())
  return bot.stop()
}

async function hasRecordedAll({ folder, newsroom }: Scene): Promise<boolean> {
  const store = await openStoreIfThere(join(folder, 'data'))
  const titles = ((await store?.ledger({})) ?? []).map((row) => row.title).join(' ')
  await store?.close()
  return newsroom.stories.every((story) => titles.includes(story))
}

async function pending({ folder, ahead }: Scene): Promise<Pending> {
  function now(): number {
    return Date.now() + ahead
  }
  const store = await openStore({ folder: join(folder, 'data'), readOnly: true, clock: { now } })
  const { queue } = await store.status()
  const due = await store.nextDue([])
  await store.close()
  return {
    open: queue.queued + queue.leased,
    dueIn: due === undefined ? Number.POSITIVE_INFINITY : due - now(),
  }
}

async function hasPolledAll({ folder, newsroom }: Scene): Promise<boolean> {
  const store = await openStoreIfThere(join(folder, 'data')).catch(() => undefined)
  const states = (await store?.feedStates()) ?? []
  await store?.close()
  const polled = states.filter((state) => state.firstPolledAt !== undefined)
  return polled.length === newsroom.addresses.length
}

/** Waits for the moment, for `ms` at most, and for no bot that has ended. Returns whether it came. */
export async function until(
  ms: number,
  isMoment: () => boolean | Promise<boolean>,
  bot?: Bot,
): Promise<boolean> {
  const end = performance.now() + ms
  while (performance.now() < end && bot?.ended() === undefined) {
    if (await isMoment()) return true
    await sleep(2)
  }
  return false
}
