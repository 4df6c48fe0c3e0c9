import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config.ts'
import { ConfigError } from '../../src/domain/errors.ts'
import { endOfQuiet, isQuiet, parseQuiet, type QuietHours } from '../../src/domain/quiet.ts'

const at = Date.parse

function hours(text: string): QuietHours {
  return parseQuiet(text) as QuietHours
}

describe('quiet hours', () => {
  const night = hours('22:00-07:00 Europe/Berlin')

  test('hold over midnight, by the wall clock of their zone', () => {
    expect(isQuiet(night, at('2026-01-15T20:59:59Z'))).toBe(false)
    expect(isQuiet(night, at('2026-01-15T21:00:00Z'))).toBe(true)
    expect(isQuiet(night, at('2026-01-16T05:59:59Z'))).toBe(true)
    expect(isQuiet(night, at('2026-01-16T06:00:00Z'))).toBe(false)
    expect(isQuiet(night, at('2026-07-15T20:00:00Z'))).toBe(true)
  })

  test('hold within a day, and in UTC where no zone is written', () => {
    const lunch = hours('12:00-13:30')
    expect(isQuiet(lunch, at('2026-01-15T12:00:00Z'))).toBe(true)
    expect(isQuiet(lunch, at('2026-01-15T13:30:00Z'))).toBe(false)
  })

  test.each([
    ['on an ordinary night', '2026-01-15T23:30:20Z', '2026-01-16T06:00:00Z'],
    ['in the night that loses an hour', '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z'],
    ['in the night that gains one', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z'],
    ['at once where none hold', '2026-01-15T12:00:00Z', '2026-01-15T12:00:00Z'],
  ])('end %s', (_, now, end) => {
    expect(new Date(endOfQuiet(night, at(now))).toISOString()).toBe(new Date(end).toISOString())
  })

  test('end an hour later on the clock when their last minute is skipped in spring', () => {
    const early = hours('22:00-02:30 Europe/Berlin')
    expect(endOfQuiet(early, at('2026-03-29T00:30:00Z'))).toBe(at('2026-03-29T01:00:00Z'))
  })

  test.each([
    ['10pm-7am', 'QUIET_DEFAULT is "10pm-7am"; write quiet hours as 22:00-07:00 Europe/Berlin'],
    ['22:00-24:00', 'write quiet hours as'],
    ['07:00-07:00', 'two different times'],
    ['22:00-07:00 Mars/Base', 'time zone "Mars/Base", which does not exist'],
    ['22:00-07:00 Berlin', 'time zone "Berlin", which does not exist'],
  ])('refuse %s and say what to write', (text, sentence) => {
    function read(): unknown {
      return loadConfig({ QUIET_DEFAULT: text })
    }
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(sentence)
    expect(read).toThrow('QUIET_DEFAULT')
  })
})
