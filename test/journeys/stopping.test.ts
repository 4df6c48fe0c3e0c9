import { afterEach, beforeEach, expect, test } from 'vitest'
import { startBot } from '../crash/bot.ts'
import { begin, nothingIsQueued, setUp, sit, tearDown, until } from '../crash/scene.ts'
import type { Scene } from '../crash/scene.ts'

const SOON = 30_000
let scene: Scene
beforeEach(async () => {
  scene = await setUp(1)
  await begin(scene)
  // A start within the minute would find its feeds not due yet.
  scene.ahead += 65_000
}, 60_000)
afterEach(() => tearDown(scene))

/** Resolves when a bot of this scene has polled. */
async function isOn(): Promise<void> {
  const { polls } = scene.newsroom
  await until(SOON, () => scene.newsroom.polls > polls)
}

test('a second bot on the same data folder is refused in words; the first one goes on', async () => {
  const first = startBot(scene.folder, scene.discord, scene.ahead)
  await isOn()
  const second = startBot(scene.folder, scene.discord, scene.ahead)
  await until(SOON, () => second.ended() !== undefined)
  expect(second.ended()).toEqual({ code: 78, signal: null })
  expect(second.lastWords()).toContain('already running')
  expect(second.lastWords()).not.toContain('    at ')
  await isOn()
  expect(first.ended()).toBeUndefined()
  expect((await first.stop()).code).toBe(0)
}, 60_000)

test('SIGTERM while a reply hangs ends the bot in time; the message is neither lost nor doubled', async () => {
  const { discord, newsroom } = scene
  discord.fault({ kind: 'hang-taken', method: 'POST', path: /messages$/ })
  const bot = startBot(scene.folder, discord, scene.ahead)
  while (newsroom.stories.length === 0) newsroom.publish()
  await until(SOON, () => discord.requests.some(({ fault }) => fault === 'hang-taken'))
  const { code, ms } = await bot.stop()
  expect(code).toBe(0)
  expect(ms).toBeLessThan(10_000)
  expect((await sit(scene, 65_000, nothingIsQueued)).code).toBe(0)
  expect(discord.messages()).toHaveLength(1)
  expect(scene.deaths).toEqual([])
}, 90_000)
