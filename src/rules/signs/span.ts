import { spansIn } from '../../text/dates.ts'
import { tokenise } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, foundKey, type Atom } from './atom.ts'
import type { Read, Written } from './sign.ts'
import { inHan, inWords } from './spelled.ts'

type SpanItem = Extract<Item, { sign: 'span' }>

const HAN: Readonly<Record<SpanItem['unit'], string>> = {
  hour: '小时',
  day: '天',
  week: '周',
  month: '个月',
  year: '年',
}
const KANA: Readonly<Record<SpanItem['unit'], string>> = {
  hour: '時間',
  day: '日間',
  week: '週間',
  month: 'か月',
  year: '年間',
}

/** What stands in angle brackets, if it is a length of time from end to end. */
export function readSpan({ text, start, end }: Written): Read {
  const tokens = tokenise(text)
  const [span, ...others] = spansIn(tokens)
  if (!span || others.length > 0 || span.first !== 0 || span.last !== tokens.count - 1)
    return undefined
  return [{ sign: 'span', count: span.count, unit: span.unit, start, end }]
}

/** `<90 days>`: 90-day, ninety days, 90 more days, 90天, 90日間. */
export function spanAtom({ count, unit }: SpanItem): Atom {
  const key = foundKey({ kind: 'span', count, unit })
  const words = inWords(count)
  const han = inHan(count)
  const units = count === 1 ? unit : `${unit}s`
  return atom({
    key,
    index: [key],
    finds: 'span',
    fits: (found) => found.kind === 'span' && found.count === count && found.unit === unit,
    shown: [
      `${count} ${units}`,
      `${count}-${unit}`,
      `${count} more ${units}`,
      ...(words ? [`${words} ${units}`, `${words}-${unit}`] : []),
      `${count}${HAN[unit]}`,
      ...(han ? [`${han === '二' ? '两' : han}${HAN[unit]}`] : []),
      `${count}${KANA[unit]}`,
    ],
  })
}
