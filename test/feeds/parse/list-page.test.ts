import { describe, expect, test } from 'vitest'
import { proposePaths, proposeSelectors } from '../../../src/feeds/parse/index.ts'
import { tryDocument } from '../../../src/feeds/parse/try.ts'
import { fixture, iso, NOW, parse } from './support.ts'

const URL_OF_PAGE = 'https://ministry.example/news/'

test('an answer of an API is read by its paths, each part where it was said to be', async () => {
  const json = {
    items: 'data.rows',
    title: 'title.rendered',
    link: 'urls[0]',
    lead: 'sum',
    date: 'at',
    id: 'key',
  }
  const row = {
    key: 7,
    title: { rendered: 'Quota &amp; levy' },
    urls: ['/n/7'],
    sum: '<p>In force.</p>',
    at: '2026-08-03 09:00',
  }
  const { entries } = await parse(JSON.stringify({ data: { rows: [row, 'no row', null] } }), {
    url: URL_OF_PAGE,
    zone: 'Asia/Shanghai',
    address: { url: '', json },
  })
  expect(entries[0]).toMatchObject({
    id: '7',
    url: 'https://ministry.example/n/7',
    title: 'Quota & levy',
    summary: 'In force.',
    published: Date.UTC(2026, 7, 3, 1),
  })
})

describe('a list page', () => {
  test('wrapped into JSON is read by selectors, wherever the HTML stands in it', async () => {
    const list = { item: 'li', title: 'a', date: 'span' }
    const { entries } = await parse(fixture('json-answer.json'), {
      url: URL_OF_PAGE,
      zone: 'Asia/Shanghai',
      address: { url: '', list },
    })
    expect(entries.map(({ title, url, published }) => [title, url, iso(published)])).toEqual([
      ['公告第46号', 'https://ministry.example/zwgk/art/1.html', '2026-08-02T16:00:00.000Z'],
      ['公告第47号', 'https://ministry.example/zwgk/art/2.html', '2026-08-01T16:00:00.000Z'],
    ])
  })

  test('wrapped into JSON is read by the path to it, links with the dates beside them', async () => {
    const json = { items: 'data.html', title: 'a' }
    const { entries } = await parse(fixture('json-answer.json'), { address: { url: '', json } })
    expect(entries.map(({ title, published }) => [title, iso(published)])).toEqual([
      ['公告第46号', '2026-08-03T00:00:00.000Z'],
      ['公告第47号', '2026-08-02T00:00:00.000Z'],
    ])
  })

  test('is read by its rows alone where nothing else is selected', async () => {
    const list = { item: '/* each release */ .results-row' }
    const { entries } = await parse(fixture('list-page.html'), {
      url: URL_OF_PAGE,
      address: { url: '', list },
    })
    expect(
      entries.map(({ title, published }) => [title.slice(0, 10), iso(published)?.slice(0, 10)]),
    ).toEqual([
      ['Six-month ', '2026-08-03'],
      ['Quota for ', '2026-08-02'],
      ['Joint stat', '2026-08-01'],
      ['Tariff & d', '2026-07-31'],
    ])
  })

  test('may have links as rows, dates in addresses, and a base of its own', async () => {
    const page = `<base href="/eng/"><a class="row" href="./t20260803_1.html">Remarks by the spokesperson</a>
      <a class="row" href="art/2026/8/2/x.html" title="The whole of a headline that was cut">The whole of…</a><a class="row" href="#"></a>`
    const { entries } = await parse(page, {
      url: URL_OF_PAGE,
      address: { url: '', list: { item: 'a.row' } },
    })
    expect(
      entries.map(({ title, url, published }) => [title, url, iso(published)?.slice(0, 10)]),
    ).toEqual([
      [
        'Remarks by the spokesperson',
        'https://ministry.example/eng/t20260803_1.html',
        '2026-08-03',
      ],
      [
        'The whole of a headline that was cut',
        'https://ministry.example/eng/art/2026/8/2/x.html',
        '2026-08-02',
      ],
    ])
  })
})

test('half a list page keeps its whole rows and says that it is cut', async () => {
  const whole = fixture('list-page.html').toString()
  const half = whole.slice(0, whole.indexOf('Joint statement of both') + 10)
  const address = { url: '', list: { item: '.results-row', title: 'h3 a' } }
  const { entries, isCut } = await parse(half, { url: URL_OF_PAGE, address })
  expect([entries.length, isCut]).toEqual([2, true])
  expect((await parse(whole, { url: URL_OF_PAGE, address })).isCut).toBeUndefined()
})

describe('a proposal', () => {
  test('for a list page selects its rows, titles and dates, not its navigation', () => {
    expect(proposeSelectors(fixture('list-page.html').toString())).toEqual({
      list: { item: 'li.results-row', title: 'h3 a', date: 'span.when' },
      rows: 4,
    })
  })

  test('for a page in Chinese with nothing but links in a list', async () => {
    const rows = [
      '关于对钐相关物项实施出口管制的公告',
      '关于暂停部分关税措施的公告说明',
      '商务部新闻发言人就磋商答记者问',
    ]
    const page = `<div class="box"><ul class="txtList_01">${rows.map((row, at) => `<li><a href="/a/${at}.html">${row}</a> <em>2026-08-0${at + 1}</em></li>`).join('')}</ul></div>`
    const { parsed, list } = await tryDocument(Buffer.from(page), { url: URL_OF_PAGE, now: NOW })
    expect(parsed?.entries.map(({ title }) => title)).toEqual(rows)
    expect(list).toMatchObject({ date: 'em' })
  })

  test('for a table takes the cell of the date, and the head of its columns for no row', async () => {
    const titles = ['Notice on magnets', 'Notice on tariff quotas', 'Notice on steel pipes']
    const rows = titles.map(
      (title, at) =>
        `<tr><td><a href="/${at}">${title} and more</a></td><td>No. ${at}</td><td>2026-08-0${at + 1}</td></tr>`,
    )
    const page = `<table class="notices"><tr><th>Title</th><th>No.</th><th>Date</th></tr>${rows.join('')}</table>`
    const { parsed } = await tryDocument(Buffer.from(page), { url: URL_OF_PAGE, now: NOW })
    expect(parsed?.entries.map(({ title, published }) => [title, iso(published)])).toEqual(
      titles.map((title, at) => [`${title} and more`, `2026-08-0${at + 1}T00:00:00.000Z`]),
    )
  })

  test('for cards takes their headings, not all of their words', async () => {
    const cards = [1, 2, 3].map(
      (at) =>
        `<div class="teaser"><a href="/${at}"><h3>Ministers meet for round ${at}</h3><p>They talk.</p></a></div>`,
    )
    const { parsed } = await tryDocument(Buffer.from(cards.join('')), {
      url: URL_OF_PAGE,
      now: NOW,
    })
    expect(parsed?.entries.map(({ title, url }) => [title, url])).toEqual(
      [1, 2, 3].map((at) => [`Ministers meet for round ${at}`, `https://ministry.example/${at}`]),
    )
    const address = { url: '', list: { item: '.teaser' } }
    expect((await parse(cards[0]!, { address })).entries[0]?.title).toBe(
      'Ministers meet for round 1 They talk.',
    )
  })

  test('for an answer of an API names the list and what its parts are called', () => {
    const answer = {
      total: 2,
      results: [
        {
          title: 'A',
          html_url: 'https://x.example/a',
          publication_date: '2026-08-03',
          abstract: 'B',
          document_number: '1',
        },
      ],
      facets: [],
    }
    expect(proposePaths(JSON.stringify(answer))).toEqual({
      items: 'results',
      title: 'title',
      link: 'html_url',
      lead: 'abstract',
      date: 'publication_date',
      id: 'document_number',
    })
    expect(
      proposePaths(
        '[{"id":1,"title":{"rendered":"A"},"link":"https://x.example/","date_gmt":"2026-08-03"}]',
      ),
    ).toEqual({
      title: 'title.rendered',
      link: 'link',
      date: 'date_gmt',
      id: 'id',
    })
    const rows = '{"data":{"rows":[{"docId":1,"docTitle":"A","docPubUrl":"x","publishTime":"y"}]}}'
    expect(proposePaths(rows)).toEqual({
      items: 'data.rows',
      title: 'docTitle',
      link: 'docPubUrl',
      date: 'publishTime',
      id: 'docId',
    })
    expect(proposePaths('{"a":[1,2]}')).toBeUndefined()
  })

  test('is not made where nothing repeats', async () => {
    const page =
      '<html><title>About</title><p>One <a href="/x">single link to somewhere else</a></p></html>'
    expect(proposeSelectors(page)).toBeUndefined()
    const trial = await tryDocument(Buffer.from(page), { url: URL_OF_PAGE, now: NOW })
    expect(trial).toMatchObject({ parsed: undefined, fault: { code: 'not-a-feed' } })
  })

  test('comes with the feeds that the page names, made absolute', async () => {
    const { feeds, fault } = await tryDocument(fixture('list-page.html'), {
      url: URL_OF_PAGE,
      now: NOW,
    })
    expect(feeds).toEqual(['https://ministry.example/press.xml'])
    expect(fault?.message).toContain('Trade ministry')
  })
})
