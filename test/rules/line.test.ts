import { describe, expect, test } from 'vitest'
import { readLine, type LinePlace } from '../../src/rules/line/index.ts'
import type { Item, Near } from '../../src/rules/source.ts'

function shown(item: Item): string {
  switch (item.sign) {
    case 'word':
      return item.text
    case 'exact':
      return `=${item.text}`
    case 'prefix':
      return `${item.text}*`
    case 'percent':
      return `${item.value}%`
    case 'date':
      return `<${item.year ?? '-'}/${item.month}/${item.day ?? '-'}>`
    case 'span':
      return `<${item.count} ${item.unit}>`
    case 'list':
      return `$${item.name}`
    case 'group':
      return `(${item.phrases.map((phrase) => phrase.map(shown).join(' ')).join('|')})`
  }
}

function shownNear(near: Near): string {
  if (near.kind === 'phrase') return near.phrase.map(shown).join(' ')
  const [left, right] = [near.left, near.right].map((phrase) => phrase.map(shown).join(' '))
  return `[${left} ~${near.within} ${right}]`
}

function read(text: string, place: LinePlace = 'line'): string {
  const { line, problems } = readLine(text, place)
  if (!line) return problems.map(({ id }) => id).join(',')
  const field = line.field ? `${line.field}: ` : ''
  if (line.kind === 'regex') return `${field}/${line.pattern}/`
  return field + line.or.map((and) => and.map(shownNear).join(' + ')).join(' | ')
}

describe('a line that is right', () => {
  test.each([
    ['tariff', 'tariff'],
    ['rare earth', 'rare earth'],
    ['rare-earth', 'rare earth'],
    ['稀土', '稀 土'],
    ['U.S. tariff', 'US tariff'],
    ["China's tariff", 'China tariff'],
    ['AT&T', 'AT&T'],
    ['1,000 55.0', '1000 55'],
    ['=Turkey', '=Turkey'],
    ['=AND', '=AND'],
    ['negotiat*', 'negotiat*'],
    ['MI3*', 'MI3*'],
    ['a | b', 'a | b'],
    ['(raise | cut) tariff', '(raise|cut) tariff'],
    ['tariff + China', 'tariff + China'],
    ['magnet NEAR/12 export', '[magnet ~12 export]'],
    ['magnet NEAR export', '[magnet ~sentence export]'],
    ['a + b NEAR/3 c | d', 'a + [b ~3 c] | d'],
    ['55%', '55%'],
    ['1,000.5%', '1000.5%'],
    ['<August 10>', '<-/8/10>'],
    ['<august 10th, 2025>', '<2025/8/10>'],
    ['<10th of August>', '<-/8/10>'],
    ['<may 5>', '<-/5/5>'],
    ['<2025-08-10>', '<2025/8/10>'],
    ['<8月10日>', '<-/8/10>'],
    ['<August 2025>', '<2025/8/->'],
    ['<90 days>', '<90 day>'],
    ['<six months>', '<6 month>'],
    ['<六个月>', '<6 month>'],
    ['$rare-earths', '$rare-earths'],
    ['tariff NEAR ($china | $us)', '[tariff ~sentence ($china|$us)]'],
    ['title: samarium', 'title: samarium'],
    ['lead:samarium | tariff', 'lead: samarium | tariff'],
    ['/H(20|100|200)s?/', '/H(20|100|200)s?/'],
    ['body: /a b/', 'body: /a b/'],
    ['唐纳德·特朗普', '唐 纳 德 特 朗 普'],
    ['trial and error', 'trial and error'],
    ['and/or', 'and or'],
    ['tariff NEAR<90 days>', read('tariff NEAR <90 days>')],
    ['tariff NEAR/3$china', read('tariff NEAR/3 $china')],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test.each([
    ['（加征｜取消）关税', '(加 征|取 消) 关 税'],
    ['関税＋中国', '関 税 + 中 国'],
    ['55％', '55%'],
    ['＜8月10日＞', '<-/8/10>'],
    ['title：samarium', 'title: samarium'],
    ['＝Turkey', '=Turkey'],
    ['ｎｅｇｏｔｉａｔ＊', 'negotiat*'],
    ['＄china', '$china'],
    ['稀土　磁铁', '稀 土 磁 铁'],
    ['２５％', '25%'],
    ['稀土 ＮＥＡＲ／１２ 许可', read('稀土 NEAR/12 许可')],
  ])('%s: the signs of a Chinese keyboard are the signs', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  test('every part knows its place', () => {
    const text = 'tariff NEAR/3 (U.S. | 稀土) + 55%'
    const { line } = readLine(text, 'line')
    const [near, percent] = line?.kind === 'terms' ? line.or[0]! : []
    expect(text.slice(near!.start, near!.end)).toBe('tariff NEAR/3 (U.S. | 稀土)')
    expect(text.slice(percent!.start, percent!.end)).toBe('55%')
    const group = near?.kind === 'near' ? near.right[0]! : undefined
    const words = group?.sign === 'group' ? group.phrases.flat() : []
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['U.S.', '稀', '土'])
  })
})

/** Each repeat is legal, and together they are too much. */
const HUGE = `/${'(abcdefghij){50}'.repeat(5)}/`

describe('a trap becomes an error with its cure', () => {
  test.each([
    ['tariff AND China', 'search-word', 'AND', /write \+ .* =AND/],
    ['tariff OR duty', 'search-word', 'OR', /write \| /],
    ['NOT Brexit', 'search-word', 'NOT', /ignore/],
    ['tariff, duty', 'separator', 'tariff,', /write \| /],
    ['关税，稀土', 'separator', '关税，稀土', /write \| /],
    ['tariff & duty', 'separator', '&', /write \| /],
    ['tariff && duty', 'separator', '&&', /write \| /],
    ['tariff -phone', 'minus-word', '-phone', /put phone under ignore/],
    ['!EDA', 'minus-word', '!EDA', /put EDA under ignore/],
    ['tariff near China', 'small-near', 'near', /write NEAR; .* =near/],
    ['tariff near/5 China', 'small-near', 'near/5', /write NEAR\/5/],
    ['rare "earth"', 'quotes', '"earth"', /write earth/],
    ['“稀土”', 'quotes', '“稀土”', /write 稀土/],
    ['「稀土」', 'quotes', '「稀土」', /write 稀土/],
    ['a “rare earth” | b', 'quotes', '“rare earth”', /write - a rare earth \| b$/],
    ['‘China’s port’ fee', 'quotes', '‘China’s port’', /write - China’s port fee$/],
    ['“China’s”', 'quotes', '“China’s”', /write China’s$/],
    ["'tariff'", 'quotes', "'tariff'", /write tariff/],
    ['$50', 'dollar-amount', '$50', /write 50/],
    ['€50', 'money-sign', '€50', /write 50/],
    ['$', 'dollar-alone', '$', /\$china/],
    ['a NEAR b NEAR c', 'near-chain', 'NEAR', /two lines/],
    ['(a + b) c', 'sign-in-brackets', '+', /two lines/],
    ['(a NEAR/3 b) c', 'sign-in-brackets', 'NEAR/3', /two lines/],
    ['nego*tiate', 'star-inside', 'nego*tiate', /negotiate\*/],
    ['*tiate', 'star-inside', '*tiate', /tiate\*/],
    ['ne*', 'short-prefix', 'ne*', /more of the word/],
    ['rare-ear*', 'short-prefix', 'rare-ear*', /write rare ear\*/],
    ['232*', 'short-prefix', '232*', /more of the word/],
    ['稀土*', 'star-han', '稀土*', /write 稀土/],
    ['=rare-earth', 'exact-one-word', '=rare-earth', /=rare =earth/],
    ['=稀土', 'exact-one-word', '=稀土', /write 稀土/],
    ['= Turkey', 'exact-one-word', '=', /=Turkey/],
    ['=Turkey*', 'exact-one-word', '=Turkey*', /write =Turkey/],
    ['<February 30>', 'impossible-date', '<February 30>', /a day that exists/],
    ['<2025-13-01>', 'impossible-date', '<2025-13-01>', /a day that exists/],
    ['<2月30日>', 'impossible-date', '<2月30日>', /a day that exists/],
    ['8/10', 'ambiguous-date', '8/10', /<August 10> or <October 8>/],
    ['<8/10>', 'ambiguous-date', '<8/10>', /<August 10> or <October 8>/],
    ['<August>', 'unknown-date', '<August>', /<August 10>/],
    ['<90 business days>', 'unknown-date', '<90 business days>', /<90 days>/],
    ['<August 10', 'stray-angle', '<', /<August 10>/],
    ['a NEAR/0 b', 'near-distance', 'NEAR/0', /1 to 100/],
    ['a NEAR/101 b', 'near-distance', 'NEAR/101', /1 to 100/],
    ['a NEAR/ b', 'near-distance', 'NEAR/', /1 to 100/],
    ['a NEAR/5.5 b', 'near-distance', 'NEAR/5.5', /1 to 100/],
    ['(a | b', 'open-bracket', '(', /\)/],
    ['a) b', 'close-bracket', ')', /\(/],
    ['[a | b]', 'other-bracket', '[a', /\( and \)/],
    ['a |', 'nothing-here', '|', /what to look for/],
    ['a || b', 'nothing-here', '|', /what to look for/],
    ['()', 'nothing-here', ')', /what to look for/],
    ['a + ', 'nothing-here', '+', /what to look for/],
    ['NEAR a', 'nothing-here', 'NEAR', /what to look for/],
    ['a NEAR', 'nothing-here', 'NEAR', /what to look for/],
    ['50-55%', 'stray-percent', '50-55%', /50% \| 55%/],
    ['rate%', 'stray-percent', 'rate%', /55%/],
    ['tariff!', 'odd-sign', 'tariff!', /write tariff/],
    ['tariff=duty', 'odd-sign', 'tariff=duty', /write tariff duty/],
    ['x$china', 'odd-sign', 'x$china', /space before \$china/],
    ['tariff - duty', 'no-word', '-', /write a word/],
    ['source: tariff', 'unknown-field', 'source:', /title, lead and body/],
    ['headline: tariff', 'unknown-field', 'headline:', /called title: write - title: tariff/],
    ['titel: tariff', 'unknown-field', 'titel:', /did you mean title: tariff\?/],
    ['tariff + body: duty', 'field-inside', 'body:', /a line of its own/],
    ['/magnet', 'regex-end', '/magnet', /write \/…\//],
    ['/magnet/i', 'regex-end', '/magnet/i', /capitals never count/],
    ['/a{51}/', 'regex-repeat', '/a{51}/', /\+ or \*/],
    ['/(?=x)y/', 'regex-syntax', '/(?=x)y/', /look-around/],
    ['/((((a{50}){50}){50}){50})/', 'regex-syntax', '/((((a{50}){50}){50}){50})/', /./],
    [HUGE, 'regex-size', HUGE, /several lines/],
  ])('%s', (text, id, marked, cure) => {
    const { line, problems } = readLine(text, 'line')
    expect(line).toBeUndefined()
    const [problem] = problems
    expect(problem).toMatchObject({ id })
    expect(text.slice(problem!.start, problem!.end)).toBe(marked)
    expect(problem!.cure).toMatch(cure)
    expect(problem!.message).not.toBe('')
  })

  test.each([
    ['list', 'a + b', 'sign-not-here'],
    ['list', 'a NEAR b', 'sign-not-here'],
    ['list', 'title: a', 'field-not-here'],
    ['list', '/abc/', 'regex-not-here'],
    ['ignore', 'a + b', 'sign-not-here'],
    ['ignore', 'a NEAR/3 b', 'sign-not-here'],
    ['ignore', 'body: a', 'field-not-here'],
  ] as const)('in %s: %s', (place, text, id) => {
    expect(read(text, place)).toBe(id)
  })

  test('a list and an ignore line hold phrases, alternatives, brackets and lists; ignore a pattern too', () => {
    for (const place of ['list', 'ignore'] as const)
      expect(read('$china | (a | b) c', place)).toBe('$china | (a|b) c')
    expect(read('/abc/', 'ignore')).toBe('/abc/')
  })

  test('everything wrong in a line is said at once', () => {
    expect(read('tariff AND "duty", x!')).toBe('search-word,quotes,odd-sign')
  })

  test('the cure of every trap is itself no trap', () => {
    expect(read('=AND')).toBe('=AND')
    expect(read('tariff NEAR =near')).toBe('[tariff ~sentence =near]')
  })

  test('brackets in brackets have an end', () => {
    const began = performance.now()
    expect(read(`${'('.repeat(900)}a${')'.repeat(900)}`)).toBe('too-deep')
    expect(read(`${'('.repeat(900)}`)).toBe('too-deep')
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
