export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const UNITS: ReadonlyMap<string, number> = new Map(
  [
    ['ms', 1],
    ['s sec secs second seconds', SECOND],
    ['m min mins minute minutes', MINUTE],
    ['h hour hours', HOUR],
    ['d day days', DAY],
    ['w week weeks', 7 * DAY],
  ].flatMap(([names, ms]) =>
    String(names)
      .split(' ')
      .map((name): [string, number] => [name, Number(ms)]),
  ),
)

/** Reads `10m`, `1.5 hours`, `30d`; milliseconds, or undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text)
  const unit = found && UNITS.get(found[2]!.toLowerCase())
  return unit ? Math.round(Number(found[1]) * unit) : undefined
}

/** `90 days`, `2 hours`, `45 seconds`: the largest unit that leaves a whole number, else one decimal of the largest. */
export function formatDuration(ms: number): string {
  const units: readonly [string, number][] = [
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
    ['second', SECOND],
  ]
  if (ms < SECOND) return `${Math.round(ms)} ms`
  const whole = units.find(([, size]) => ms >= size && ms % size === 0)
  const [name, size] = whole ?? units.find(([, unit]) => ms >= unit)!
  const count = Math.round((ms / size) * 10) / 10
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
