import type { Item } from '../source.ts'
import { atom, foundKey, type Atom } from './atom.ts'
import { trouble, type Read, type Trouble, type Written } from './sign.ts'
import { inHan, inWords } from './spelled.ts'

/** A piece with a %. */
export function readPercent({ text, start, end }: Written): Read {
  if (!text.includes('%')) return undefined
  const number = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?%$/.exec(text)
  if (number) {
    const value = Number(`${number[1]!.replaceAll(',', '')}${number[2] ?? ''}`)
    return [{ sign: 'percent', value, start, end }]
  }
  const inside = /^(\p{L}*)(\d+(?:\.\d+)?%)(\p{L}*)$/u.exec(text)
  if (inside) return strayPercent(`write ${inside.slice(1).filter(Boolean).join(' ')}`)
  const numbers = text.match(/\d+(?:\.\d+)?/g)?.map((each) => `${each}%`)
  return strayPercent(
    numbers ? `write ${numbers.join(' | ')}` : 'write the number right before it, as in 55%',
  )
}

/** What a % is told that is no part of `55%`. */
export function strayPercent(cure: string): Trouble {
  return trouble(
    'stray-percent',
    '% stands right behind a number, with nothing else in the word',
    cure,
  )
}

/** `55%`: also 55.0%, 55 percent, per cent, pct, fifty-five percent, 百分之五十五, and as an end of a range. */
export function percentAtom({ value }: Extract<Item, { sign: 'percent' }>): Atom {
  const key = foundKey({ kind: 'percent', value })
  const words = inWords(value)
  const han = inHan(value)
  return atom({
    key,
    index: [key],
    finds: 'percent',
    fits: (found) => found.kind === 'percent' && found.value === value,
    shown: [
      `${value}%`,
      `${value} percent`,
      `${value} per cent`,
      `${value} pct`,
      ...(words ? [`${words} percent`] : []),
      ...(han ? [`百分之${han}`] : []),
    ],
  })
}
