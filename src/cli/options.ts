import { InvalidArgumentError } from 'commander'
import { parseDuration } from '../lib/durations.ts'

/** `24h`, `7 days` as milliseconds. Throws what commander prints beside the option's name. */
export function duration(text: string): number {
  const ms = parseDuration(text)
  if (!ms) throw new InvalidArgumentError('Write a duration such as 24h or 7d.')
  return ms
}

/** `0`, `25`. */
export function wholeNumber(text: string): number {
  if (!/^\s*\d{1,15}\s*$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}

/** The same, or `all`. */
export function numberOrAll(text: string): number {
  return text.trim() === 'all' ? Infinity : wholeNumber(text)
}
