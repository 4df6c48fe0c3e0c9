import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headlineOf, linesOf, readable, textOf } from '../../src/lib/html.ts'

describe('textOf', () => {
  test.each([
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['sam<b>ar</b>ium', 'samarium'],
    ['a<br>b<hr/>c', 'a b c'],
    ['Tom &amp; Ann&nbsp;&mdash; 5 &lt; 6 &#8364;&#x20ac;', 'Tom & Ann — 5 < 6 €€'],
    ['&Ouml;l &trade; &unknownthing; &amp', 'Öl ™ &unknownthing; &'],
    ['windows quotes &#146;n&#147;', 'windows quotes ’n“'],
    ['x<!-- never > shown -->y', 'xy'],
    ['<script>if (a < b) alert("no")</script>yes<style>p{}</style>', 'yes'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
    ['<a title="5 > 4" href=x>link</a>', 'link'],
    ['cut in a tag <a href="https://exa', 'cut in a tag'],
    ['<IMG SRC=x onerror=alert(1)>picture', 'picture'],
    ['  many \n\t spaces\u00a0here ', 'many spaces here'],
    ['', ''],
  ])('reads %j as %j', (html, text) => {
    expect(textOf(html)).toBe(text)
  })

  test.each([
    '<span style="display:none">samarium</span>',
    '<div style="visibility: hidden">sam<i>arium</i></div>',
    '<p hidden>samarium</p>',
    '<p aria-hidden="true">samarium</p>',
    '<span style="font-size:0">samarium</span>',
    '<div style="position:absolute;left:-9999px"><div>samarium</div></div>',
    '<noscript>samarium</noscript>',
    '<template><p>samarium</p></template>',
  ])('leaves out what a page hides: %s', (html) => {
    expect(textOf(`before ${html} behind`)).toBe('before behind')
  })

  test.each([
    '<',
    '<a ',
    '<!--',
    '<script',
    '&',
    '&#',
    "<a b='",
    '<div hidden>',
    '</',
    '<![CDATA[',
  ])('reads any number of %j in time that grows with the length alone', (piece) => {
    const began = performance.now()
    textOf(piece.repeat(60_000))
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  test('never throws and never leaves a tag behind', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('<', '>', 'b', '/', '"', "'", '=', ' ', '&', ';', '!', '-', 'é'),
          maxLength: 40,
        }),
        (html) => {
          expect(textOf(html)).not.toMatch(/<b>|<\/b>/)
        },
      ),
      { numRuns: 500 },
    )
  })
})

test('a headline keeps what is no tag, and is read twice where it was escaped twice', () => {
  expect(headlineOf('How List&lt;String&gt; works')).toBe('How List<String> works')
  expect(headlineOf('Ministers say &lt;b&gt;no&lt;/b&gt;')).toBe('Ministers say no')
  expect(headlineOf('AT&amp;amp;T, R&amp;D &amp;#8212; and S&P')).toBe('AT&T, R&D — and S&P')
})

test('lines are kept apart where blocks end', () => {
  expect(linesOf('<h2>Rates</h2><ul><li>Cars 10%</li><li>Steel 25%</li></ul>')).toBe(
    'Rates\nCars 10%\nSteel 25%',
  )
})

describe('readable', () => {
  const page = `<html lang="en-GB"><head><title>Site</title><style>.ghost { display: none }</style></head><body>
    <nav>Tariffs Samarium Subscribe</nav><header>Samarium special</header>
    <article><h1>Harbour reopens after storm</h1><p>Ships left at <b>dawn</b>.</p>
    <p class="ghost">samarium in a hidden class</p><p style="display:none">samarium hidden</p>
    <div class="related-stories"><h3>Related</h3><ul><li><a href="/1">Samarium exports curbed</a></li></ul></div>
    <ul><li><a href="/2">Most read: samarium magnets</a></li></ul><p>Pilots were on board.</p></article>
    <aside>samarium</aside><div id="cookie-banner">samarium cookies</div><footer>samarium footer</footer></body></html>`

  test('finds headline, paragraphs and language', () => {
    const { title, body, lang } = readable(
      Buffer.from(page),
      'text/html; charset=utf-8',
      'https://x.example/',
    )
    expect({ title, body, lang }).toEqual({
      title: 'Harbour reopens after storm',
      body: 'Ships left at dawn.\nPilots were on board.',
      lang: 'en',
    })
  })

  test('reads nothing of what is hidden or stands around the article', () => {
    const { title, body } = readable(Buffer.from(page), 'text/html', 'https://x.example/')
    expect(`${title} ${body}`).not.toMatch(/samarium|tariff/i)
  })

  test('reads the charset that the header or the page names', () => {
    const gb = Buffer.from([0xcf, 0xa1, 0xcd, 0xc1])
    const html = Buffer.concat([
      Buffer.from('<meta charset="gbk"><article><p>'),
      gb,
      Buffer.from('</p></article>'),
    ])
    expect(readable(html, 'text/html', '').body).toBe('稀土')
    expect(readable(html, 'text/html; charset=gb2312', '').body).toBe('稀土')
  })
})
