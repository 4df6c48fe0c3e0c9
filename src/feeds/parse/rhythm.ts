import { DAY, HOUR, MINUTE } from '../../lib/durations.ts'
import { firstOf } from './rss.ts'
import type { ParsedFeed } from './types.ts'
import { childrenOf, textIn, type Children } from './xml.ts'

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const PERIODS: Readonly<Record<string, number>> = { hourly: HOUR, daily: DAY }

/** How often a publisher wants to be asked: `ttl`, `skipHours`, `skipDays` of RSS 2.0, the syndication module of RSS 1.0. */
export function rhythmOf(channel: Children): Pick<ParsedFeed, 'ttl' | 'skipHours' | 'skipDays'> {
  const ttl = Number(textIn(channel.get('ttl')?.[0]))
  const skipHours = wordsIn(channel, 'skiphours', 'hour')
    .filter((hour) => /^\d{1,2}$/.test(hour))
    .map((hour) => Number(hour) % 24)
  const skipDays = wordsIn(channel, 'skipdays', 'day')
    .map((day) => DAYS.indexOf(day.toLowerCase()))
    .filter((day) => day >= 0)
  return { ttl: ttl > 0 ? Math.min(DAY, ttl * MINUTE) : updatePeriod(channel), skipHours, skipDays }
}

function wordsIn(channel: Children, list: string, word: string): readonly string[] {
  const outer = firstOf(channel, [list])
  return outer
    ? childrenOf(outer)
        .filter(({ name }) => name === word)
        .map(textIn)
    : []
}

/** https://web.resource.org/rss/1.0/modules/syndication/ */
function updatePeriod(channel: Children): number | undefined {
  const period = PERIODS[textIn(channel.get('sy:updateperiod')?.[0])]
  const frequency = Number(textIn(channel.get('sy:updatefrequency')?.[0])) || 1
  // Publishing software writes one hour where nobody chose: more is not believed.
  return period && frequency > 0 ? Math.min(HOUR, period / frequency) : undefined
}
