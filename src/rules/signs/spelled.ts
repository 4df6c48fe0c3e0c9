const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const HAN = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 55 as fifty-five; undefined for what is not written so. */
export function inWords(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 0 || value > 99) return undefined
  if (value < 20) return SMALL[value]
  const unit = value % 10
  const tens = TENS[Math.floor(value / 10) - 2]!
  return unit === 0 ? tens : `${tens}-${SMALL[unit]}`
}

/** 55 as 五十五; undefined for what is not written so. */
export function inHan(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 99) return undefined
  const [tens, unit] = [Math.floor(value / 10), value % 10]
  const first = tens === 0 ? '' : `${tens === 1 ? '' : HAN[tens]}十`
  return first + (unit === 0 ? '' : HAN[unit])
}
