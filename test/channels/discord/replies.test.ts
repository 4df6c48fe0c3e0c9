import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AlertCard } from '../../../src/domain/alert.ts'
import { COMMANDS } from '../../../src/channels/discord/commands/index.ts'
import type { Asked, Bot } from '../../../src/channels/discord/commands/command.ts'
import { buttonId, parseButtonId } from '../../../src/channels/discord/buttons.ts'
import { problemsOf } from '../../support/discord/validate.ts'
import { alertOf, NOW } from '../cards.ts'
import { actionsOver } from './bot.ts'
import { hostileCard, hostileText } from './hostile.ts'

const ASKED: Asked = {
  options: new Map(),
  by: { id: '1', name: 'someone' },
  mayManage: true,
  guild: '2',
  message: undefined,
}

function botWith(changes: Partial<Bot['actions']>): Bot {
  const actions = { ...actionsOver(), ...changes }
  return { actions, clock: { now: () => NOW }, request: async () => [] }
}

async function problemsWith(name: string, bot: Bot, options: Record<string, string> = {}) {
  const command = COMMANDS.find((known) => known.name === name)!
  const reply = await command.run({ ...ASKED, options: new Map(Object.entries(options)) }, bot)
  return problemsOf('reply', { type: 4, data: { ...reply, flags: 64 } })
}

describe('answers to commands stay within the limits of Discord', () => {
  test('/status, however much there is to say', async () => {
    const section = fc.record({
      name: hostileText,
      lines: fc.array(hostileText, { maxLength: 30 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(section, { maxLength: 30 }), async (sections) => {
        expect(await problemsWith('status', botWith({ status: async () => sections }))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('/why, whatever the alert and the question hold', async () => {
    const alert = hostileCard.filter((card): card is AlertCard => card.kind === 'alert')
    await fc.assert(
      fc.asyncProperty(alert, hostileText, async (card, asked) => {
        const bot = botWith({
          alertsOfStory: async (story) => (story === 'known' ? [alertOf(card)] : []),
          recentAlerts: async () => [alertOf(card)],
        })
        expect(await problemsWith('why', bot, { alert: 'known' })).toEqual([])
        expect(await problemsWith('why', bot, { alert: asked })).toEqual([])
        const why = COMMANDS.find(({ name }) => name === 'why')!
        const choices = await why.complete!('', bot)
        expect(problemsOf('autocomplete', { type: 8, data: { choices } })).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('/mutes and /mute, whatever a topic is called', async () => {
    const mute = fc.record({ topic: hostileText, until: fc.nat(), by: hostileText })
    await fc.assert(
      fc.asyncProperty(fc.array(mute, { maxLength: 30 }), hostileText, async (mutes, topic) => {
        expect(await problemsWith('mutes', botWith({ mutes: async () => mutes }))).toEqual([])
        expect(await problemsWith('mute', botWith({}), { topic })).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

describe('the ids of buttons', () => {
  test('come back as they were made', () => {
    const press = { verb: 'mute', arg: 'rare-earths', story: 'q4k7m2xa' } as const
    expect(parseButtonId(buttonId(press)!)).toEqual(press)
  })

  test('are none of ours in any other form', () => {
    for (const id of ['', 'v2:why::a', 'v1:dance::a', 'why', 'v1:why:a'])
      expect(parseButtonId(id)).toBeUndefined()
  })

  test('are not made longer than Discord takes', () => {
    expect(buttonId({ verb: 'mute', arg: 'x'.repeat(100), story: 'a' })).toBeUndefined()
  })
})
