import { SETTINGS, settingFor } from '../settings.ts'
import { nearest } from '../text/natural.ts'

/** A sentence for each name in .env that looks like a mistyped setting: it would be passed over in silence. */
export function strayWarnings(file: string, names: Iterable<string>): readonly string[] {
  return (
    [...names]
      // A line such as `DISCORD_TOKEN: …=` is read as a long name that holds the secret; it is told by its number.
      .filter((name) => /^[\w.-]+$/.test(name) && !settingFor(name))
      .flatMap((name) => {
        const meant = meantBy(name)
        return meant ? [`${name} in ${file} is no setting; did you mean ${meant}?`] : []
      })
  )
}

/** `CHANNEL_DEFAULT=#trade`: the rest of the line is a comment to whoever reads .env, and no value is left. */
export function hiddenWarnings(file: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => settingFor(name))
    .map((name) => {
      const cure = name.startsWith('CHANNEL_') ? ' A channel is written as its id, a number.' : ''
      return `${name} in ${file} is not set: what stands behind # is a comment.${cure}`
    })
}

/** `LOG_LEVEL debug`, `LOG_LEVEL: debug`: told by its number alone, for it may hold a secret. */
export function idleWarnings(file: string, lines: readonly number[]): readonly string[] {
  return lines.map((line) => `line ${line} of ${file} is no setting; write NAME=value`)
}

/** Of a family such as CHANNEL_<NAME> any name may be meant: CHANEL_METALS means CHANNEL_METALS. */
function meantBy(name: string): string | undefined {
  const [, ...rest] = name.split('_')
  const names = SETTINGS.map((setting) => setting.name.replace('<NAME>', rest.join('_')))
  return nearest(
    name,
    names.filter((each) => !each.endsWith('_')),
  )
}
