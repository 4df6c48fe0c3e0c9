const DIGITS = '〇一二三四五六七八九'
const NUMERAL = /[〇零○一二三四五六七八九十元]+(?=\s*[年月日])/g
/** Japan's eras that an article can be of; each with the year before its first. */
const ERAS: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925 }
const ERA = /(令和|平成|昭和)\s*(\d{1,2})(?=\s*年)/g

/** 二〇二三年十二月五日 and 令和5年12月5日 in the digits of the common calendar; other texts as they are. */
export function calendarDate(text: string): string {
  if (!text.includes('年')) return text
  return text
    .replace(NUMERAL, (numeral) => String(valueOf(numeral)))
    .replace(ERA, (_, era: string, year: string) => String(ERAS[era]! + Number(year)))
}

/** Digits one by one, as years are written, or with tens, as days are; an era's first year is 元. */
function valueOf(numeral: string): number {
  const digits = numeral.replace(/[零○]/g, '〇').replace('元', '一')
  if (!digits.includes('十'))
    return Number(digits.replace(/./g, (digit) => String(DIGITS.indexOf(digit))))
  const [tens = '', ones = ''] = digits.split('十')
  return (tens ? DIGITS.indexOf(tens) : 1) * 10 + (ones ? DIGITS.indexOf(ones) : 0)
}
