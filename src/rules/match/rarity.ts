import type { Atom } from '../signs/atom.ts'

/** Words that stand in most articles of any kind. */
const COMMON = new Set(
  'the of and to in a for on that is with by at from as it be was said has are its have will an not he or which would but were more this they new year percent company market trade government last price up also one two had than about after their first been other could some made no over under between because into there may if when who what how all out his we can country official say month week day time president minister 的 国 中 年 一 人 大 不 在 日 月 是 了 和 有'.split(
    ' ',
  ),
)

/**
 * How rarely an atom is met, roughly; more is rarer. What many rules ask for is taken to be common in the news, too.
 * A wrong guess costs time, never a hit.
 */
export function rarityOf({ index, prefix, fits, means }: Atom, asked: number): number {
  if (fits) return 20
  const [key = ''] = index
  const letters = prefix ? prefix.length - 2 : Math.min(10, key.length)
  const shape = /^\p{Script=Han}$/u.test(key) ? 3 : letters
  const isCommon = index.some((form) => COMMON.has(form))
  return (isCommon ? 0 : shape) + (means ? 2 : 0) - 1.5 * Math.log2(1 + asked)
}
