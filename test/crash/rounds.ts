import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStoreIfThere } from '../../src/store/index.ts'
import type { FaultProfile, LoopbackDiscord } from '../support/discord/index.ts'
import { startBot } from './bot.ts'
import { begin, nothingIsDue, nothingIsQueued, setUp, sit, tearDown, until } from './scene.ts'
import type { Scene, Stop } from './scene.ts'
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
  readonly stop: Stop
}

const MINUTE = 60_000
const LONGEST_ROUND = 4_000

/** Kills the bot again and again while news comes and Discord misbehaves; then lets it finish and counts. */
export async function crashRounds(options: CrashOptions): Promise<CrashResult> {
  const scene = await setUp(options.seed)
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
    await tearDown(scene)
  }
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
