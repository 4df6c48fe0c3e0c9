/**
 * How long to wait before try number `tries` (1 the first repetition), in milliseconds: doubling from `first` to
 * `most`, and a part of it drawn by lot, so that what failed together does not come back together.
 * `random` gives 0 to 1. https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ (equal jitter)
 */
export function backoff(
  tries: number,
  first: number,
  most: number,
  random: () => number = Math.random,
): number {
  const whole = Math.min(most, first * 2 ** Math.min(tries - 1, 40))
  return Math.round(whole / 2 + (whole / 2) * random())
}
