import { describe, expect, test } from 'vitest'
import { createDirectory } from '../../src/app/directory.ts'
import { createQuiet } from '../../src/app/quiet.ts'
import { loadConfig } from '../../src/config.ts'

const HOOK = 'https://discord.com/api/webhooks/123456789012345678/a-hook-of-the-desk'
const OTHER = 'https://discord.com/api/webhooks/223456789012345678/a-hook-of-the-wire'
const NIGHT = '22:00-07:00 UTC'
const midnight = Date.parse('2026-01-15T00:00:00Z')
const nine = Date.parse('2026-01-15T21:00:00Z')

/** Whether the place is quiet where the alerts of rules go that name these channels. */
function open(env: Readonly<Record<string, string>>, ...names: readonly string[]) {
  const config = loadConfig(env)
  const directory = createDirectory(config.channels)
  const { isQuiet, warnings } = createQuiet(config, directory, () => new Set(names))
  return {
    warnings: warnings(),
    isQuiet: (name: string, now = midnight) => isQuiet(directory.channelOf(name), now),
  }
}

describe('quiet hours of a channel by its name', () => {
  test('hold where the name falls back to CHANNEL_DEFAULT', () => {
    const env = { CHANNEL_DEFAULT: HOOK, QUIET_TRADE_ALERTS: NIGHT }
    const bot = open(env, 'trade-alerts')
    expect(bot.isQuiet('trade-alerts')).toBe(true)
    expect(bot.isQuiet('trade-alerts', nine)).toBe(false)
    expect(bot.warnings).toEqual([])
  })

  test('hold where the name has the address of another name', () => {
    const env = { CHANNEL_DEFAULT: HOOK, CHANNEL_TRADE_ALERTS: HOOK, QUIET_TRADE_ALERTS: NIGHT }
    expect(open(env, 'trade-alerts').isQuiet('trade-alerts')).toBe(true)
  })

  test('hold for that channel alone where it has a place of its own', () => {
    const env = { CHANNEL_DEFAULT: HOOK, CHANNEL_TRADE_ALERTS: OTHER, QUIET_TRADE_ALERTS: NIGHT }
    const bot = open(env, 'trade-alerts', 'metals')
    expect([bot.isQuiet('trade-alerts'), bot.isQuiet('metals')]).toEqual([true, false])
    expect(bot.warnings).toEqual([])
  })

  test('go before those of the default, which hold for every other name', () => {
    const env = { QUIET_DEFAULT: NIGHT, QUIET_TRADE_ALERTS: '20:00-07:00 UTC' }
    expect(open(env, 'trade-alerts').isQuiet('trade-alerts', nine)).toBe(true)
    expect(open(env, 'metals').isQuiet('metals', nine)).toBe(false)
    expect(open(env, 'metals').isQuiet('metals')).toBe(true)
  })

  test('keep back no alert of another name in the same place, and it is said what to write', () => {
    const bot = open({ QUIET_TRADE_ALERTS: NIGHT }, 'trade-alerts', 'metals')
    expect(bot.isQuiet('metals')).toBe(false)
    expect(bot.warnings).toEqual([
      'QUIET_TRADE_ALERTS has no effect: the alerts of metals go to the same channel and have no quiet hours. For all of them write QUIET_DEFAULT.',
    ])
    const both = { QUIET_TRADE_ALERTS: NIGHT, QUIET_METALS: '20:00-23:00 UTC' }
    expect(open(both, 'trade-alerts', 'metals').warnings[0]).toMatch(
      /^QUIET_TRADE_ALERTS holds only while metals is quiet too: .* write QUIET_DEFAULT\.$/,
    )
    const written = { QUIET_TRADE_ALERTS: NIGHT, QUIET_METALS: NIGHT }
    expect(open(written, 'trade-alerts', 'metals').isQuiet('metals')).toBe(true)
    expect(open(written, 'trade-alerts', 'metals').warnings).toEqual([])
  })

  test('of a place hold where no rule names it any more, for what still waits', () => {
    expect(open({ QUIET_DEFAULT: NIGHT }).isQuiet('default')).toBe(true)
  })
})

test('quiet hours that hold for no alert are named at start', () => {
  expect(open({ QUIET_TRADE_ALRTS: NIGHT }, 'trade-alerts').warnings).toEqual([
    'QUIET_TRADE_ALRTS holds for no alert: no rule and no CHANNEL_… names the channel trade-alrts; did you mean QUIET_TRADE_ALERTS?',
  ])
  expect(open({ QUIET_SOYBEANS: NIGHT }, 'trade-alerts').warnings).toEqual([
    'QUIET_SOYBEANS holds for no alert: no rule and no CHANNEL_… names the channel soybeans.',
  ])
  const apart = { CHANNEL_TRADE_ALERTS: HOOK, QUIET_DEFAULT: NIGHT }
  expect(open(apart, 'trade-alerts').warnings).toEqual([
    'QUIET_DEFAULT holds for no alert: rules name only trade-alerts.',
  ])
  expect(open({ QUIET_DEFAULT: NIGHT }, 'trade-alerts').warnings).toEqual([])
})
