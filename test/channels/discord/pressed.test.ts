import { expect, test } from 'vitest'
import type { Asked, Bot } from '../../../src/channels/discord/commands/command.ts'
import { sampleCard } from '../../../src/app/sample.ts'
import { alertButtons, parseButtonId } from '../../../src/channels/discord/buttons.ts'
import { needsManage, pressed } from '../../../src/channels/discord/commands/press.ts'
import { alertCard, alertOf, NOW } from '../cards.ts'
import { actionsOver } from './bot.ts'

const first = alertCard({ title: 'Tariffs rise' })
const followUp = alertCard({ title: 'Tariffs rise further', turn: 1 })
const elsewhere = alertCard({ title: 'Magnets held back' })

async function why(message: string | undefined): Promise<string> {
  const actions = actionsOver([
    alertOf(first, { messageId: '71' }),
    alertOf(followUp, { messageId: '72' }),
    alertOf(elsewhere, { messageId: '73', channel: 'other', id: `${elsewhere.story}:other:0` }),
  ])
  const asked = { message } as Asked
  const bot: Bot = {
    actions,
    clock: { now: () => NOW },
    request: () => Promise.reject(new Error('Nothing is asked of Discord.')),
  }
  const press = { verb: 'why', arg: '', story: first.story } as const
  return (await pressed(press, asked, bot)).embeds![0]!.title!
}

test('Why? explains the message that it stands under, whatever the story was told by besides', async () => {
  expect(await why('71')).toContain('Tariffs rise')
  expect(await why('71')).not.toContain('further')
  expect(await why('72')).toContain('Tariffs rise further')
  expect(await why('73')).toContain('Magnets held back')
})

test('of a message that is not known it explains the newest', async () => {
  expect(await why('99')).toContain('Magnets held back')
  expect(await why(undefined)).toContain('Magnets held back')
})

test('the buttons of a sample say that it is one, to everyone, and change nothing', async () => {
  function never(): Promise<never> {
    return Promise.reject(new Error('A sample changes nothing.'))
  }
  const actions = { ...actionsOver(), mute: never, unmute: never, addFeedback: never }
  const bot: Bot = { actions, clock: { now: () => NOW }, request: never }
  const presses = alertButtons(sampleCard(NOW)).flatMap((button) =>
    'custom_id' in button ? [parseButtonId(button.custom_id)!] : [],
  )
  expect(presses.map(({ verb }) => verb)).toEqual(['why', 'irrelevant', 'mute'])
  for (const press of presses) {
    expect(needsManage(press)).toBe(false)
    const { content, components } = await pressed(press, {} as Asked, bot)
    expect(content).toContain('This is a sample alert')
    expect(components).toBeUndefined()
  }
  expect(needsManage({ verb: 'unmute', arg: 'tariffs', story: 'sample' })).toBe(true)
})
