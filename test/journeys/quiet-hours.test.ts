import { expect, test } from 'vitest'
import { HOUR } from '../../src/lib/durations.ts'
import { rssOf } from '../support/hostile-answers.ts'
import { openBot, RULES } from './whole-bot.ts'

const rules = {
  ...RULES,
  '_shared.yaml': 'defaults:\n  severity: medium\n  alert:\n    channel: trade-alerts\n',
}

/** A bot that has read a feed of one match at noon. */
async function botAtNoon(environment: Readonly<Record<string, string>>) {
  const bot = await openBot(['/feed'], { rules, environment })
  bot.server.answer('/feed', (_, response) => void response.end(rssOf(['Samarium is dear'])))
  await bot.poll(1, 0)
  return bot
}

test('quiet hours of a channel without a place of its own keep its alerts back', async () => {
  const bot = await botAtNoon({ QUIET_TRADE_ALERTS: '11:00-13:00 UTC' })
  const decisions = (await bot.ledger()).map(({ decision }) => decision)
  expect(decisions).toEqual([{ kind: 'digest', reason: 'quiet' }])
  expect(await bot.alerts()).toEqual([])
  bot.clock.at += 2 * HOUR
  await bot.poll(1, 0)
  expect((await bot.alerts()).map(({ card }) => card.kind)).toEqual(['digest'])
})

test('quiet hours of a mistyped channel keep nothing back, and the first lines say so', async () => {
  const bot = await botAtNoon({ QUIET_TRADE_ALRTS: '11:00-13:00 UTC' })
  expect(await bot.told()).toEqual(['Samarium is dear'])
  expect(bot.greeting().join('\n')).toContain('did you mean QUIET_TRADE_ALERTS?')
})
