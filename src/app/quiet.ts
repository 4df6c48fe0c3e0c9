import type { Config } from '../config.ts'
import { isQuiet, type QuietHours } from '../domain/quiet.ts'
import type { RuleSet } from '../domain/rule.ts'
import { settingName } from '../settings.ts'
import { nearest } from '../text/natural.ts'
import type { Directory } from './directory.ts'

/** Which places are quiet now. */
export type Quiet = {
  /** Whether the place known as `channel` is quiet. */
  readonly isQuiet: (channel: string, now: number) => boolean
  /** A sentence for each setting that does not do what it says. */
  readonly warnings: () => readonly string[]
}

/**
 * Quiet hours are written for the names of channels and hold for places: a message of several topics is one message.
 * A name has its own hours, else those of the place where its alerts go. A place is quiet while all names that lead
 * there are: no alert is kept back by hours that were written for another name. `named` gives the names that the rules
 * in force use.
 */
export function createQuiet(
  config: Pick<Config, 'quiet' | 'channels'>,
  { channelOf }: Directory,
  named: () => ReadonlySet<string>,
): Quiet {
  const hours = config.quiet
  /** The names whose alerts go to `place`. */
  function beside(place: string): readonly string[] {
    return [...named()].filter((name) => channelOf(name) === place)
  }
  function hoursOf(name: string): QuietHours | undefined {
    return hours.get(name) ?? hours.get(channelOf(name))
  }
  function warningFor(name: string): string | undefined {
    const names = named()
    const setting = settingName('QUIET_', name)
    const place = channelOf(name)
    if (!names.has(name)) {
      if (!config.channels.has(name)) return unknown(name, [...names, ...config.channels.keys()])
      const holds = [...names].some((other) => hoursOf(other) === hours.get(name))
      if (holds || names.size === 0) return undefined
      return `${setting} holds for no alert: rules name only ${[...names].join(', ')}.`
    }
    const louder = beside(place).filter((other) => !isSame(hoursOf(other), hoursOf(name)))
    if (louder.length === 0) return undefined
    const cure = `For all of them write ${settingName('QUIET_', place)}.`
    const never = louder.filter((other) => !hoursOf(other))
    return never.length > 0
      ? `${setting} has no effect: the alerts of ${never.join(', ')} go to the same channel and have no quiet hours. ${cure}`
      : `${setting} holds only while ${louder.join(', ')} is quiet too: the alerts go to the same channel. ${cure}`
  }
  return {
    isQuiet(channel, now) {
      const names = beside(channel)
      const all = names.length > 0 ? names : [channel]
      return all.every((name) => {
        const quiet = hoursOf(name)
        return quiet !== undefined && isQuiet(quiet, now)
      })
    },
    warnings: () => [...hours.keys()].flatMap((name) => warningFor(name) ?? []),
  }
}

function unknown(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  const cure = meant ? `; did you mean ${settingName('QUIET_', meant)}?` : '.'
  return `${settingName('QUIET_', name)} holds for no alert: no rule and no CHANNEL_… names the channel ${name}${cure}`
}

function isSame(a: QuietHours | undefined, b: QuietHours | undefined): boolean {
  return a?.from === b?.from && a?.to === b?.to && a?.zone === b?.zone
}

/** The names of channels that rules use. */
export function channelsNamed({ topics }: RuleSet): ReadonlySet<string> {
  return new Set(topics.map(({ alert }) => alert.channel))
}
