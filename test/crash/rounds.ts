import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore, openStoreIfThere } from '../../src/store/index.ts'
import { startDiscord } from '../support/discord/index.ts'
import type { FaultProfile, LoopbackDiscord } from '../support/discord/index.ts'
import { freshFolder } from '../support/folders.ts'
import { createRandom } from '../support/random.ts'
import type { Random } from '../support/random.ts'
import { startBot, writeFiles } from './bot.ts'
import type { Bot } from './bot.ts'
import { openNewsroom } from './newsroom.ts'
import type { Newsroom } from './newsroom.ts'
import { tally } from './verdict.ts'
import type { Tally } from './verdict.ts'

export type CrashOptions = {
  readonly rounds: number
  readonly seed: number
  readonly faults: FaultProfile
  readonly onRound?: (round: number) => void
}

export type CrashResult = Tally & {
  readonly kills: number
  /** What the bot said when it ended by itself, which it never should. */
  readonly deaths: readonly string[]
  readonly published: number
  /** Faults that Discord's requests met. */
  readonly faults: number
  /** Requests to post a message, those that were repeated among them. */
  readonly posts: number
  /** How the last bot ended when it was asked to. */
  readonly stop: { readonly code: number | null; readonly ms: number }
}

type Scene = {
  readonly folder: string
  readonly random: Random
  readonly discord: LoopbackDiscord
  readonly newsroom: Newsroom
  /** How far the world's clock runs ahead of the machine's. */
  ahead: number
  kills: number
  readonly deaths: string[]
}

const MINUTE = 60_000
const LONGEST_ROUND = 4_000
const LONGEST_END = 60_000

/** Kills the bot again and again while news comes and Discord misbehaves; then lets it finish and counts. */
export async function crashRounds(options: CrashOptions): Promise<CrashResult> {
  const scene = await setUp(options)
  try {
    await begin(scene)
    scene.discord.faults.profile({ ...options.faults, seed: options.seed })
    for (let round = 1; round <= options.rounds; round++) {
      await playRound(scene)
      options.onRound?.(round)
    }
    scene.discord.faults.clear()
    return await finish(scene)
  } finally {
    await scene.newsroom.close()
    await scene.discord.close()
    rmSync(scene.folder, { recursive: true, force: true })
  }
}

async function setUp({ seed }: CrashOptions): Promise<Scene> {
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

/** The first polls, which tell little, are over before anything matters. */
async function begin(scene: Scene): Promise<void> {
  const bot = startBot(scene.folder, scene.discord, scene.ahead)
  const isOn = await until(
    LONGEST_END,
    async () => bot.ended() !== undefined || (await hasPolledAll(scene)),
  )
  await bot.kill()
  if (!isOn || !(await hasPolledAll(scene)))
    throw new Error(`The bot did not start: ${bot.lastWords()}`)
}

async function playRound(scene: Scene): Promise<void> {
  const { random, newsroom, discord } = scene
  // It is started again after a minute, or after so long that the nonce is forgotten.
  scene.ahead += random.chance(0.7) ? MINUTE + 5_000 : random.between(2, 20) * MINUTE
  for (let left = random.between(1, 3); left > 0; left--) newsroom.publish()
  const bot = startBot(scene.folder, discord, scene.ahead)
  await until(LONGEST_ROUND, momentToKill(scene), bot)
  if (random.chance(0.5)) await sleep(random.between(0, 40))
  scene.kills += 1
  if (bot.ended() !== undefined) scene.deaths.push(bot.lastWords())
  await bot.kill()
}

/** While it starts, as it polls, as it posts or edits, or at any time. */
function momentToKill({ random, newsroom, discord }: Scene): () => boolean {
  const from = performance.now()
  const polls = newsroom.polls + random.between(1, 12)
  const requests = discord.requests.length
  const nth = random.between(1, 3)
  const delay = random.between(0, 3_000)
  function hasAsked(method: string): boolean {
    const since = discord.requests.slice(requests)
    return since.filter((request) => request.method === method).length >= nth
  }
  return random.pick([
    () => performance.now() - from >= delay / 4,
    () => performance.now() - from >= delay,
    () => newsroom.polls >= polls,
    () => hasAsked('POST'),
    () => hasAsked('POST'),
    () => hasAsked('PATCH'),
  ])
}

async function finish(scene: Scene): Promise<CrashResult> {
  const { newsroom, discord, folder, kills, deaths } = scene
  await sit(scene, 20 * MINUTE, nothingIsDue)
  // Edits wait half a minute for their turn: it need not be waited for.
  const stop = await sit(scene, 2 * MINUTE, nothingIsQueued)
  const store = await openStoreIfThere(join(folder, 'data'))
  const ledger = (await store?.ledger({})) ?? []
  await store?.close()
  return {
    ...tally(newsroom.stories, discord.messages(), ledger),
    kills,
    deaths,
    published: newsroom.published,
    faults: discord.requests.filter((request) => request.fault !== undefined).length,
    posts: discord.requests.filter(isPost).length,
    stop,
  }
}

function isPost({ method, path }: LoopbackDiscord['requests'][number]): boolean {
  return method === 'POST' && path.endsWith('/messages')
}

type Pending = { readonly open: number; readonly dueIn: number }

function nothingIsDue({ dueIn }: Pending): boolean {
  return dueIn > 0
}

function nothingIsQueued({ open }: Pending): boolean {
  return open === 0
}

/** Lets a bot work, `later` than the last one, until every story is in the ledger and the queue is as it should be. */
async function sit(
  scene: Scene,
  later: number,
  isDone: (pending: Pending) => boolean,
): Promise<CrashResult['stop']> {
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
async function until(
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
