import type { Limit } from '../../domain/rule.ts'
import { parseDuration } from '../../lib/durations.ts'
import { parsed, type Shape } from './shapes.ts'

/** A setting that can also be switched off: `set` tells "switched off" from "not written". */
export type Switchable<T> = { readonly set: T | undefined }

/** `10 per hour`, `5 per 30 minutes`, `none`. */
export const limit: Shape<Switchable<Limit>> = parsed(
  (raw) => {
    if (raw === 'none') return { set: undefined }
    const found = /^(\d{1,4})\s+per\s+(.+)$/.exec(raw)
    const ms = found && parseDuration(/^\d/.test(found[2]!) ? found[2]! : `1 ${found[2]!}`)
    const count = Number(found?.[1])
    return ms && count > 0 ? { set: { count, ms } } : undefined
  },
  'a limit',
  { pattern: String.raw`^(none|[0-9]{1,4} +per +.+)$`, examples: ['10 per hour', 'none'] },
)

/** `never`, or after how long a told story is told again. */
export const repeat: Shape<Switchable<number>> = parsed(
  (raw) => {
    if (raw === 'never') return { set: undefined }
    const ms = parseDuration(raw)
    return ms ? { set: ms } : undefined
  },
  'a duration',
  { pattern: String.raw`^(never|[0-9.]+ *[a-z]+)$`, examples: ['never', '12 hours', '2d'] },
)

/** The name of a channel or of a role: the settings hold its id. */
export const settingName: Shape<string> = parsed(
  (raw) => (NAME.test(raw) ? raw : undefined),
  'a name of small letters, digits and hyphens; ids and addresses belong into .env',
  { pattern: '^[a-z][a-z0-9-]{0,59}$', examples: ['trade-alerts'] },
)

/** Names of lists, channels and roles. */
export const NAME = /^[a-z][a-z0-9-]{0,59}$/

/** A role's name; `none` switches a default off. */
export const mention: Shape<Switchable<string>> = {
  schema: settingName.schema,
  read(value, reading) {
    const name = settingName.read(value, reading)
    return name === undefined ? undefined : { set: name === 'none' ? undefined : name }
  },
}

/** A two-letter language code. */
export const language: Shape<string> = parsed(
  (raw) => (/^[a-z]{2}$/.test(raw) ? raw : undefined),
  'a language of two small letters',
  { pattern: '^[a-z]{2}$', examples: ['en', 'zh'] },
)

/** A day of the calendar as an ISO date. */
export const day: Shape<string> = parsed(
  (raw) => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(raw) ? Date.parse(`${raw}T00:00:00Z`) : Number.NaN
    if (Number.isNaN(time)) return undefined
    return new Date(time).toISOString().startsWith(raw) ? raw : undefined
  },
  'a day of the calendar',
  { format: 'date', examples: ['2027-03-01'] },
)

/** `true` or `false`, and no other word for them. */
export const flag: Shape<'true' | 'false'> = parsed(
  (raw) => (raw === 'true' || raw === 'false' ? raw : undefined),
  'true or false',
  { enum: [true, false], examples: ['false'] },
)
