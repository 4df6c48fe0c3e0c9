import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { parse, rss } from './support.ts'

const HAN = '商务部公布对钐的出口管制措施，中国与美国的关税谈判在日内瓦进行，这是今年的第三次'
const TRADITIONAL =
  '經濟部公布對美國的關稅談判進展，這是今年在日內瓦的第三次會議，中國與美國的代表都不願多說'
const JAPANESE = 'レアアースの輸出規制について、政府はきのう新しい方針を発表しました'
const KOREAN = '희토류 수출 통제에 대한 정부의 새로운 방침이 어제 발표되었다고 한다'
const RUSSIAN = 'Министерство объявило о новых ограничениях на экспорт самария и гадолиния'
const FRENCH = 'Les négociations reprennent à Genève, où l’été fut très agité'

function encoded(text: string, charset: string, prolog: string | undefined): Buffer {
  const declaration = prolog
    ? `<?xml version="1.0" encoding="${prolog}"?>`
    : '<?xml version="1.0"?>'
  const items = `<item><title>${text}</title><description>${text.repeat(3)}</description></item>`
  return iconv.encode(rss(items).replace(/<\?.*?\?>/, declaration), charset)
}

async function titleOf(document: Buffer, contentType?: string): Promise<string | undefined> {
  return (await parse(document, { contentType })).entries[0]?.title
}

describe('a charset', () => {
  test.each([
    ['gb18030', 'gb2312', HAN],
    ['gbk', 'GBK', HAN],
    ['gb18030', 'gb18030', HAN],
    ['big5', 'Big5', TRADITIONAL],
    ['shift_jis', 'Shift_JIS', JAPANESE],
    ['euc-jp', 'EUC-JP', JAPANESE],
    ['euc-kr', 'EUC-KR', KOREAN],
    ['windows-1251', 'windows-1251', RUSSIAN],
    ['koi8-r', 'koi8-r', RUSSIAN],
    ['windows-1252', 'iso-8859-1', FRENCH],
    ['utf-8', 'utf-8', HAN],
  ])('%s is read by the name %s, in the prolog or the header', async (charset, name, text) => {
    expect(await titleOf(encoded(text, charset, name))).toBe(text)
    expect(await titleOf(encoded(text, charset, undefined), `text/xml; charset="${name}"`)).toBe(
      text,
    )
  })

  test.each([
    ['utf-8', HAN],
    ['gb18030', HAN],
    ['big5', TRADITIONAL],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['euc-kr', KOREAN],
    ['windows-1251', RUSSIAN],
    ['windows-1252', FRENCH],
  ])('%s is known by its bytes where nobody names it', async (charset, text) => {
    expect(await titleOf(encoded(text, charset, undefined))).toBe(text)
  })

  test.each([
    ['utf-8', 'iso-8859-1', undefined, HAN],
    ['utf-8', 'gb2312', 'gb2312', HAN],
    ['gb18030', 'iso-8859-1', 'gb2312', HAN],
    ['gb18030', 'utf-8', 'gbk', HAN],
    ['gb18030', 'utf-8', 'utf-8', HAN],
    ['big5', 'windows-1252', undefined, TRADITIONAL],
    ['windows-1252', 'utf-8', 'utf-8', FRENCH],
    ['windows-1252', 'gb2312', 'iso-8859-1', FRENCH],
  ])(
    '%s is read though header (%s) and prolog (%s) say other things',
    async (charset, header, prolog, text) => {
      expect(await titleOf(encoded(text, charset, prolog), `text/xml; charset=${header}`)).toBe(
        text,
      )
    },
  )

  test.each([
    ['utf-16le', true],
    ['utf-16be', true],
    ['utf-16le', false],
    ['utf-16be', false],
  ])('%s is read, byte-order mark %s', async (charset, addBOM) => {
    const text = rss(`<item><title>${HAN}</title></item>`)
    expect(await titleOf(iconv.encode(text, charset, { addBOM }))).toBe(HAN)
  })

  test('the byte-order mark counts more than any name', async () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encoded(HAN, 'utf-8', 'gb2312')])
    expect(await titleOf(marked, 'text/xml; charset=gbk')).toBe(HAN)
  })

  test('a few bytes of another charset spoil no document', async () => {
    const [before, after] = encoded(`${HAN}@@${HAN}`, 'utf-8', 'utf-8')
      .toString('latin1')
      .split('@@<')
    const spoiled = Buffer.from(`${before}\u0093x\u0094<${after}`, 'latin1')
    const pasted = Buffer.from(spoiled.toString('latin1').replace('@@', 'x'), 'latin1')
    expect(await titleOf(pasted)).toContain(HAN)
  })

  test('quotes of windows-1252 that were taken for Latin-1 are quotes', async () => {
    expect(
      await titleOf(Buffer.from(rss('<item><title>it\u0092s &#146;so&#x92;</title></item>'))),
    ).toBe('it’s ’so’')
  })
})
