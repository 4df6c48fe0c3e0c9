import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absoluteUrl, canonicalUrl } from '../../src/lib/url.ts'

describe('canonicalUrl', () => {
  test.each([
    ['https and http', 'http://news.example/a', 'https://news.example/a'],
    ['www and bare host', 'https://www.news.example/a', 'https://news.example/a'],
    ['a slash at the end', 'https://news.example/a/', 'https://news.example/a'],
    [
      'tracking parameters',
      'https://news.example/a?utm_source=rss&id=7',
      'https://news.example/a?id=7',
    ],
    [
      'parameters in another order',
      'https://news.example/a?x=1&y=2',
      'https://news.example/a?y=2&x=1',
    ],
    ['a fragment', 'https://news.example/a#xtor=RSS-3', 'https://news.example/a'],
    ['the AMP page of an article', 'https://news.example/a/amp/', 'https://news.example/a'],
    ['an AMP host', 'https://amp.news.example/a', 'https://news.example/a'],
    ['an AMP file', 'https://news.example/a.amp.html', 'https://news.example/a.html'],
    ['an AMP parameter', 'https://news.example/a?amp=1', 'https://news.example/a'],
    [
      'an AMP cache',
      'https://news-example.cdn.ampproject.org/c/s/news.example/a',
      'https://news.example/a',
    ],
    ['a mobile host', 'https://m.news.example/a', 'https://news.example/a'],
    ['a source that is a feed', 'https://news.example/a?source=rss', 'https://news.example/a'],
    ['capitals of the host', 'https://NEWS.example/a', 'https://news.example/a'],
    [
      'escaped and plain Han',
      'https://news.example/%E7%A8%80%E5%9C%9F',
      'https://news.example/稀土',
    ],
  ])('folds %s', (_, one, other) => {
    expect(canonicalUrl(one)).toBe(canonicalUrl(other))
    expect(canonicalUrl(one)).toBeDefined()
  })

  test.each([
    ['different articles', 'https://news.example/a', 'https://news.example/b'],
    [
      'article ids in a parameter',
      'https://news.example/view?id=1',
      'https://news.example/view?id=2',
    ],
    [
      'a source that names an article',
      'https://news.example/x?source=doc-81',
      'https://news.example/x?source=doc-82',
    ],
    ['routes behind the #', 'https://news.example/#!/story/1', 'https://news.example/#!/story/2'],
    ['capitals of the path', 'https://news.example/aB3', 'https://news.example/Ab3'],
  ])('keeps apart %s', (_, one, other) => {
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other))
  })

  test.each([
    'https://news.example/',
    'http://news.example',
    'https://news.example/index.html',
    'https://news.example/en/',
    'ftp://news.example/a',
    'not an address',
  ])('gives no key for %s', (address) => {
    expect(canonicalUrl(address)).toBeUndefined()
  })

  test('is the same for its own result, whatever the address', () => {
    const part = fc.string({
      unit: fc.constantFrom(
        'a',
        'M',
        '7',
        '%',
        '%41',
        '%2f',
        '+',
        '&',
        '=',
        '?',
        '#',
        '/',
        '.',
        ' ',
        '稀',
        'amp',
        'utm_x',
      ),
      maxLength: 6,
    })
    const parts = fc.tuple(
      fc.constantFrom('x.example', 'm.x.example', 'www.amp.example'),
      part,
      part,
      part,
    )
    const isFixed = fc.property(parts, ([host, one, two, query]) => {
      const address = `https://${host}/${one}/${two}?${query}`
      const once = canonicalUrl(address)
      return once === undefined || canonicalUrl(`https://${once}`) === once
    })
    expect(() => fc.assert(isFixed, { numRuns: 300 })).not.toThrow()
  })
})

describe('absoluteUrl', () => {
  test('keeps an absolute address as it is written', () => {
    expect(absoluteUrl(' https://Example.org/a?b=1&c ')).toBe('https://Example.org/a?b=1&c')
  })

  test('resolves a relative one against the base, and gives up without it', () => {
    expect(absoluteUrl('../b', 'https://news.example/x/y/')).toBe('https://news.example/x/b')
    expect(absoluteUrl('//cdn.example/b', 'https://news.example/')).toBe('https://cdn.example/b')
    expect(absoluteUrl('/b')).toBeUndefined()
  })

  test('escapes spaces, and lets nothing pass but http and https', () => {
    expect(absoluteUrl('https://news.example/a b')).toBe('https://news.example/a%20b')
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'mailto:a@b.example',
      '',
      undefined,
    ])
      expect(absoluteUrl(address, 'https://news.example/')).toBeUndefined()
  })
})
