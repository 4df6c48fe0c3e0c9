import type { Atom } from '../signs/atom.ts'

/** Words that stand in most articles; a guess at rarity costs time when it is wrong, never a hit. */
const COMMON = new Set(
  'the of and to in a for on that is with by at from as it be was said has are its have will an not he or which would but were more this they new year percent mln dlrs company market trade government bank last price up also one two had than about oil after their pct first stock been other could some billion made no over under between because into there under may if when who what how all out his we us can government official country say month week day time president minister two three state world china chinese united states american trump beijing import export 的 国 中 年 一 人 大 不 在 日 月 是 了 和 有'.split(
    ' ',
  ),
)

/** How rarely an atom is met, roughly: 0 for the commonest words, more for longer and rarer ones. */
export function rarity({ index, prefix, fits, means }: Atom): number {
  if (fits) return 20
  if (prefix) return prefix.length - 2
  const [key = ''] = index
  if (index.some((form) => COMMON.has(form))) return means ? 2 : 0
  if (/^\p{Script=Han}$/u.test(key)) return 3
  return Math.min(15, key.length)
}
