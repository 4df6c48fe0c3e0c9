import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGateway, type Gateway } from '../../../src/channels/discord/gateway.ts'
import { PERMISSIONS, startDiscord, type LoopbackDiscord } from '../../support/discord/index.ts'
import { alertCard, alertOf, NOW } from '../cards.ts'
import { recordingLog } from '../../support/log.ts'
import { actionsOver } from './bot.ts'

const EPHEMERAL = 64
const MANAGER = { permissions: PERMISSIONS.viewChannel | PERMISSIONS.manageGuild }

let discord: LoopbackDiscord
let gateway: Gateway
let actions: ReturnType<typeof actionsOver>
let log: ReturnType<typeof recordingLog>
const kept = new Map<string, string>()

function createBot(token = discord.token): Gateway {
  return createGateway({
    token,
    api: discord.api,
    actions,
    clock: { now: () => NOW },
    log,
    firstWait: 20,
    registered: {
      get: async () => kept.get('commands'),
      set: async (hash) => void kept.set('commands', hash),
    },
  })
}

beforeAll(async () => {
  discord = await startDiscord()
})
afterAll(() => discord.close())

beforeEach(async () => {
  const older = alertCard({ story: 'older', title: 'Old tariff story', publisher: 'Second Wire' })
  actions = actionsOver([alertOf(alertCard(), { messageId: '77' }), alertOf(older)])
  log = recordingLog()
  gateway = createBot()
  await gateway.start()
})
afterEach(() => gateway.stop())

describe('logging in', () => {
  test('asks for no intent but Guilds and registers the commands once', async () => {
    expect(gateway.isConnected()).toBe(true)
    expect(new Set(discord.gateway.intents)).toEqual(new Set([1]))
    await gateway.stop()
    gateway = createBot()
    await gateway.start()
    expect(discord.commands.registrations()).toBe(1)
    const names = discord.commands.all().map(({ name }) => name)
    expect(names).toEqual(['status', 'why', 'mute', 'unmute', 'mutes', 'subscribe', 'unsubscribe'])
  })

  test('offers /mute and /unmute only to those who may manage the server', () => {
    const restricted = discord.commands
      .all()
      .filter(({ default_member_permissions: bits }) => bits === '32')
      .map(({ name }) => name)
    expect(restricted).toEqual(['mute', 'unmute'])
  })

  test('says so when the token is refused, without the token, and does not try again', async () => {
    const wrong = discord.token.replace(/x/g, 'y')
    const refused = createBot(wrong)
    await refused.start()
    expect(refused.isConnected()).toBe(false)
    expect(log.lines.map(({ event }) => event)).toContain('gateway-refused')
    expect(JSON.stringify(log.lines)).not.toContain(wrong)
    await refused.stop()
  })

  test('logs in later when Discord is away at the start', async () => {
    await gateway.stop()
    discord.fault({ kind: 'status', status: 503, path: /gateway/, times: 4 })
    gateway = createBot()
    await gateway.start()
    expect(gateway.isConnected()).toBe(false)
    await vi.waitFor(() => expect(gateway.isConnected()).toBe(true), { timeout: 8000 })
    expect(log.lines).toContainEqual(
      expect.objectContaining({
        event: 'gateway-unreachable',
        data: expect.objectContaining({ cause: 'HTTP 503' }),
      }),
    )
  })

  test('answers again after the connection broke', async () => {
    const { identified, resumed } = discord.gateway.counts
    discord.gateway.drop()
    await vi.waitFor(() => expect(discord.gateway.isConnected()).toBe(true), { timeout: 8000 })
    await vi.waitFor(
      () => {
        const { counts } = discord.gateway
        expect(counts.identified + counts.resumed).toBeGreaterThan(identified + resumed)
      },
      { timeout: 8000 },
    )
    expect((await discord.command('status')).type).toBe(4)
  })
})

describe('commands', () => {
  test('/status shows each section, to the asker alone, within three seconds', async () => {
    const { data, answeredInMs } = await discord.command('status')
    expect(data['flags']).toBe(EPHEMERAL)
    expect(JSON.stringify(data['embeds'])).toContain('41 of 42 work')
    expect(answeredInMs).toBeLessThan(3000)
  })

  test('/why offers recent alerts by what is typed and shows the rule, its file and line', async () => {
    const offered = await discord.autocomplete('why', 'alert', 'magnet')
    expect(offered.data['choices']).toMatchObject([
      { name: expect.stringContaining('magnet shipments'), value: 'q4k7m2xa' },
    ])
    const { data } = await discord.command('why', { alert: 'q4k7m2xa' })
    const text = JSON.stringify(data['embeds'])
    expect(text).toContain('rules/rare-earths.yaml:9')
    expect(text).toContain('`magnet NEAR/12 export`')
  })

  test('/why says so when there is no such story', async () => {
    const { data } = await discord.command('why', { alert: 'nonesuch' })
    expect(data['content']).toContain('There is no alert')
  })

  test('a slow answer is deferred in time and arrives later', async () => {
    actions.status = async () => {
      await sleep(1800)
      return [{ name: 'Feeds', lines: ['late but here'] }]
    }
    const { type, answeredInMs, data } = await discord.command('status')
    expect(type).toBe(5)
    expect(answeredInMs).toBeLessThan(3000)
    expect(JSON.stringify(data['embeds'])).toContain('late but here')
  })

  test('a fault of the bot is an answer too', async () => {
    actions.status = async () => {
      throw new Error('disk on fire')
    }
    const { data } = await discord.command('status')
    expect(data['content']).toContain('fault of the bot')
    expect(JSON.stringify(data)).not.toContain('disk on fire')
  })

  test('/mute, /mutes and /unmute work for those who manage the server', async () => {
    const { data } = await discord.command('mute', { topic: 'rare-earths', for: '2h' }, MANAGER)
    expect(data['content']).toContain('Rare earths is muted until')
    expect(actions.muted).toEqual([{ topic: 'rare-earths', until: NOW + 7_200_000, by: 'someone' }])
    expect((await discord.command('mutes')).data['content']).toContain('by someone')
    await discord.command('unmute', { topic: 'Rare earths' }, MANAGER)
    expect(actions.muted).toEqual([])
  })

  test('a duration or a topic that is none is explained', async () => {
    const duration = await discord.command('mute', { topic: 'tariffs', for: 'soon' }, MANAGER)
    expect(duration.data['content']).toContain('such as 2h')
    const unknown = await discord.command('mute', { topic: 'golf' }, MANAGER)
    expect(unknown.data['content']).toContain('There is no topic golf')
  })
})

describe('buttons', () => {
  test('Why? shows the evidence', async () => {
    const { data } = await discord.press('v1:why::q4k7m2xa')
    expect(data['flags']).toBe(EPHEMERAL)
    expect(JSON.stringify(data['embeds'])).toContain('rules/rare-earths.yaml:9')
  })

  test('Not relevant records who and when', async () => {
    await discord.press('v1:irrelevant::q4k7m2xa')
    expect(actions.verdicts).toMatchObject([
      { story: 'q4k7m2xa', verdict: 'not-relevant', by: discord.someone.id, at: NOW },
    ])
  })

  test('Mute mutes for a day, and Undo takes it back, after a restart too', async () => {
    const { data } = await discord.press('v1:mute:rare-earths:q4k7m2xa', undefined, MANAGER)
    expect(actions.muted).toMatchObject([{ topic: 'rare-earths', until: NOW + 86_400_000 }])
    const undo = JSON.stringify(data['components']).match(/v1:unmute[^"]*/)![0]
    await gateway.stop()
    gateway = createBot()
    await gateway.start()
    await discord.press(undo, undefined, MANAGER)
    expect(actions.muted).toEqual([])
  })

  test('without Manage Server Mute, Undo and /mute are refused in the handler, with an audit line', async () => {
    const answers = [
      await discord.press('v1:mute:rare-earths:q4k7m2xa'),
      await discord.press('v1:unmute:rare-earths:q4k7m2xa'),
      await discord.command('mute', { topic: 'rare-earths' }),
      await discord.command('unmute', { topic: 'rare-earths' }),
    ]
    for (const { data } of answers) {
      expect(data['content']).toContain('Manage Server')
      expect(data['flags']).toBe(EPHEMERAL)
    }
    expect(actions.muted).toEqual([])
    const audit = log.lines.filter(({ event }) => event === 'audit')
    expect(audit).toHaveLength(4)
    expect(audit[0]!.data).toMatchObject({ user: discord.someone.id, isAllowed: false })
  })
})
