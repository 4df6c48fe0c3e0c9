import { describe, expect, test } from 'vitest'
import { articleText, newArticle } from '../../../src/feeds/identify/article.ts'
import { cutText } from '../../../src/feeds/identify/cut.ts'
import { languageOf } from '../../../src/feeds/identify/language.ts'
import { HOUR } from '../../../src/lib/durations.ts'
import { NOON } from '../../support/things.ts'
import { aFeed, anEntry } from '../support.ts'

describe('the text of an article', () => {
  test('has the summary as lead and the content as body', () => {
    const entry = anEntry({ title: 'T', summary: 'A lead.', content: 'A whole body.' })
    expect(articleText(entry)).toEqual({ title: 'T', lead: 'A lead.', body: 'A whole body.' })
  })

  test('has the beginning of the content as lead where there is no summary', () => {
    const content = 'One sentence stands here. '.repeat(40).trim()
    const { lead, body } = articleText(anEntry({ summary: '', content }))
    expect(lead).toMatch(/^One sentence stands here\. .*here\.$/)
    expect(lead.length).toBeLessThanOrEqual(500)
    expect(body).toBe(content)
  })

  test('has no lead that only repeats the title, and no footers of publishing software', () => {
    expect(articleText(anEntry({ title: 'Talks end.', summary: 'Talks end' })).lead).toBe('')
    const summary = 'They parted late. The post Talks end appeared first on Example Wire.'
    expect(articleText(anEntry({ title: 'Talks end', summary })).lead).toBe('They parted late.')
    expect(articleText(anEntry({ summary: 'They parted late. Read more »' })).lead).toBe(
      'They parted late.',
    )
  })

  test('has a title even where the entry gives none', () => {
    expect(articleText(anEntry({ title: '', summary: 'Only a summary.' }))).toMatchObject({
      title: 'Only a summary.',
      lead: '',
    })
  })

  test('loses nothing of a summary that is longer than a lead', () => {
    const summary = `${'word '.repeat(600)}samarium`
    const { lead, body } = articleText(anEntry({ summary }))
    expect(lead.length).toBeLessThanOrEqual(2_000)
    expect(body).toContain('samarium')
  })

  test('is cut between characters, never within one', () => {
    const cut = cutText('👩‍👩‍👧‍👦'.repeat(30), 100)
    expect(cut.endsWith('…')).toBe(true)
    expect(
      [...new Intl.Segmenter().segment(cut)].every(
        ({ segment }) => segment === '👩‍👩‍👧‍👦' || segment === '…',
      ),
    ).toBe(true)
    expect(cutText('稀土出口许可证', 4)).toBe('稀土出…')
  })
})

test('a date in the future is read as now: a zone was taken wrongly', () => {
  const entry = anEntry({ published: NOON + 8 * HOUR })
  expect(newArticle('id', aFeed(), entry, NOON).publishedAt).toBe(NOON)
})

describe('the language', () => {
  test.each([
    ['中国商务部公布对钐的出口管制措施', undefined, 'zh'],
    ['レアアースの輸出規制について発表した', undefined, 'ja'],
    ['희토류 수출 통제 조치를 발표했다', undefined, 'ko'],
    ['Китай ограничил экспорт самария', undefined, 'ru'],
    ['The ministry said on Monday that it had cleared exports', undefined, 'en'],
    ['Das Ministerium hat die Ausfuhr von Magneten für sechs Firmen erlaubt', undefined, 'de'],
    ['ASML与HBM3E芯片出口', undefined, 'zh'],
    ['中国商务部公布对钐的出口管制措施', 'en', 'zh'],
    ['Ministry clears exports', 'zh', 'zh'],
    ['商務省は稀土類の輸出について発表', 'ja', 'ja'],
    ['', undefined, 'en'],
  ])('of %j, said to be %s, is %s', (text, said, language) => {
    expect(languageOf(text, said)).toBe(language)
  })

  test('is that of the feed file before any other', () => {
    const entry = anEntry({ lang: 'en', title: 'Ministry clears exports' })
    expect(newArticle('id', aFeed({ lang: 'zh' }), entry, NOON)).toMatchObject({
      lang: 'zh',
      langs: ['zh'],
    })
    expect(newArticle('id', aFeed({ lang: undefined }), entry, NOON).lang).toBe('en')
  })
})
