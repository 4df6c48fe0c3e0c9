import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFeedFile, readFeeds, showProblem } from '../../../src/feeds/files/index.ts'
import { feedFileSchema } from '../../../src/feeds/files/json-schema.ts'
import { keyRows, keyTable } from '../../../src/feeds/files/table.ts'
import { folderWith } from '../support.ts'

function read(text: string) {
  return readFeedFile('feeds/press.yaml', text)
}

function complaints(text: string): readonly string[] {
  return read(text).problems.map(showProblem)
}

/** A file of one feed with these lines more. */
function withLines(...lines: readonly string[]): string {
  return [
    'feeds:',
    '  - id: wire',
    '    title: Wire',
    '    url: https://wire.example/feed',
    ...lines.map((line) => `    ${line}`),
  ].join('\n')
}

describe('a feed', () => {
  test('needs id, title and url alone', () => {
    expect(read(withLines()).feeds).toEqual([
      {
        id: 'wire',
        title: 'Wire',
        publisher: 'Wire',
        addresses: [{ url: 'https://wire.example/feed', list: undefined, json: undefined }],
        lang: undefined,
        tags: [],
        every: undefined,
        zone: undefined,
        userAgent: undefined,
        allowPrivate: false,
        enabled: true,
        file: 'feeds/press.yaml',
        line: 2,
      },
    ])
  })

  test('takes what defaults say, unless it says something itself', () => {
    const text = `defaults: {lang: zh, tags: [official, china], every: 10m}\n${withLines('lang: en', 'enabled: no')}`
    expect(complaints(text)).toEqual(['feeds/press.yaml:7:14  enabled must be true or false'])
    const good = `defaults: {lang: zh, tags: [official, china], every: 10m}\n${withLines('lang: en', 'enabled: false')}`
    expect(read(good).feeds[0]).toMatchObject({
      lang: 'en',
      tags: ['official', 'china'],
      every: { kind: 'interval', ms: 600_000 },
      enabled: false,
    })
  })

  test('says how each of its addresses is read', () => {
    const { feeds } = read(
      withLines(
        'list: {item: li, title: a}',
        'or:',
        '  - url: https://wire.example/api',
        '    json: {items: data.rows, title: name}',
      ),
    )
    expect(feeds[0]!.addresses).toMatchObject([
      { list: { item: 'li', title: 'a' } },
      { url: 'https://wire.example/api', json: { items: 'data.rows', title: 'name' } },
    ])
  })

  test.each(['news reader/1.0 (+https://me.example)', 'Café\treader'])(
    'is told the User-Agent %s',
    (agent) => {
      const text = withLines(`user_agent: ${JSON.stringify(agent)}`)
      expect(read(text)).toMatchObject({ feeds: [{ userAgent: agent }], problems: [] })
    },
  )

  test.each([
    'li',
    '> li > a[href*="/news/"]',
    '.rows :is(h2, h3):not(.ad) + time[datetime]',
    'tr:nth-child(2n+1) td:eq(2) a:contains("Notice (3)")',
    '新闻, #cafe\\.au',
  ])('is read by the selector %s', (item) => {
    const line = `list: ${JSON.stringify({ item, title: item, link: item, date: item })}`
    expect(complaints(withLines(line))).toEqual([])
  })

  test.each([
    ['10m', { kind: 'interval', ms: 600_000 }],
    ['"0 9 * * 1-5"', { kind: 'cron', expression: '0 9 * * 1-5' }],
  ])('is asked every %s', (written, every) => {
    expect(read(withLines(`every: ${written}`)).feeds[0]!.every).toEqual(every)
  })
})

describe('what is wrong is said with its place', () => {
  test.each([
    ['tytle: x', 5, 'there is no key tytle; did you mean title?'],
    ['list: {itm: li, item: li}', 5, 'there is no key itm; did you mean item?'],
    ['list: {title: a}', 5, 'list.item is missing'],
    [
      'every: 10x',
      5,
      'every must be a duration of a second or more, such as 10m, or a cron expression such as "0 9 * * 1-5"',
    ],
    [
      'every: 30s',
      5,
      'every must be a minute or more; only a feed with allow_private: true may be asked more often',
    ],
    [
      'every: "*/10 * * * * *"',
      5,
      'every must be a minute or more; only a feed with allow_private: true may be asked more often',
    ],
    [
      'zone: Mars/Olympus',
      5,
      'zone must be a time zone such as Asia/Shanghai, America/New_York or UTC',
    ],
    ['lang: english', 5, 'lang must be a two-letter code such as en or zh'],
    ['allow_private: maybe', 5, 'allow_private must be true or false'],
    ['or: [{url: "ftp://wire.example"}]', 5, 'or.url must be an http or https address'],
    ['list: {item: "a[["}', 5, 'list.item is no CSS selector: a[[ (a name is missing at [)'],
    [
      'list: {item: li, title: "h3:foo("}',
      5,
      'list.title is no CSS selector: h3:foo( (a ( is never closed)',
    ],
    ['list: {item: //div}', 5, 'list.item is no CSS selector: //div (none begins with /)'],
    ['list: {item: "ul >"}', 5, 'list.item is no CSS selector: ul > (nothing stands behind its'],
    [
      'list: {item: li, date: "b:new"}',
      5,
      'list.date is no CSS selector: b:new (there is no :new)',
    ],
    [
      'or: [{url: "https://a.example", list: {item: "a, "}}]',
      5,
      'or.list.item is no CSS selector: a, (a part of it is empty)',
    ],
    ['user_agent: бот', 5, 'user_agent must be one line of Latin letters, digits and signs'],
    ['user_agent: "a\\r\\nX-More: b"', 5, 'user_agent must be one line of Latin letters'],
    ['tags: {a: b}', 5, 'tags must be a word or a list of words, such as [official, us]'],
    ['id: wire', 5, '"id" stands here twice, first in line 2'],
  ])('%s', (line, row, message) => {
    expect(complaints(withLines(line))).toEqual([
      expect.stringContaining(`feeds/press.yaml:${row}:`),
    ])
    expect(complaints(withLines(line))[0]).toContain(message)
  })

  test.each([
    ['', 'the file must hold feeds: and below it a list of feeds'],
    ['feed: []', 'feeds is missing: write feeds: and below it a list of feeds'],
    ['feeds: x', 'feeds must be a list of feeds'],
    ['feeds: [x]', 'must be a feed: a block with id, title and url'],
    ['feeds: [{title: A, url: https://a.example}]', 'id is missing'],
    [
      'feeds: [{id: A B, title: A, url: https://a.example}]',
      'id must be small letters, digits and hyphens',
    ],
    ['defaults: {evry: 5m}\nfeeds: []', 'there is no key evry; did you mean every?'],
    ['feeds: [', 'a bracket above is opened and not closed; close it with ] or }'],
    [
      'feeds:\n  - id: a\n   title: A',
      ':3:1  this line stands in one column with nothing above it, and begins with no dash',
    ],
    ['feeds:\n\t- id: a', ':2:1  tabs are not allowed as indentation; look at the spaces'],
    ['feeds:\n  - id: a\n    titel: A\n', ':3:5  there is no key titel; did you mean title?'],
  ])('%s', (text, message) => {
    expect(complaints(text).join('\n')).toContain(message)
  })

  test('a file that is no text or no file is named, and the others are read', async () => {
    const good = withLines()
    const folder = await folderWith({ 'a.yaml': good, 'b.yaml': 'feeds: \0' })
    await mkdir(join(folder, 'c.yaml'))
    await writeFile(join(folder, 'd.yaml'), Buffer.from(`\ufefffeeds: []\n`, 'utf16le'))
    const { feeds, problems } = await readFeeds(folder)
    expect(feeds.map(({ id }) => id)).toEqual(['wire'])
    expect(problems.map(({ file, message }) => `${basename(file)} ${message}`)).toEqual([
      'b.yaml this cannot be read: it is not UTF-8 text; save it as UTF-8 in your editor',
      'c.yaml this cannot be read: it is a folder, not a file',
    ])
  })

  test('a short interval is no mistake on one’s own network', () => {
    expect(complaints(withLines('every: 5s', 'allow_private: true'))).toEqual([])
    expect(complaints(withLines('every: 500ms', 'allow_private: true'))).toHaveLength(1)
  })

  test('a feed with a fault takes no other one with it', () => {
    const text = `${withLines()}\n  - id: other\n    title: Other\n`
    expect(read(text).feeds.map(({ id }) => id)).toEqual(['wire'])
    expect(complaints(text)).toEqual(['feeds/press.yaml:5:5  url is missing'])
  })

  test('an id that two files use', async () => {
    const folder = await folderWith({
      'a.yaml': withLines(),
      'b.yml': withLines(),
      '.#c.yaml': '[',
      'notes.txt': '',
    })
    const { problems } = await readFeeds(folder)
    expect(problems.map(({ message }) => message)).toEqual([
      `the id wire is taken by ${folder}/a.yaml:2`,
    ])
  })
})

describe('what is made from the schema', () => {
  test('docs/feeds.md has the table of keys', async () => {
    const docs = await readFile(new URL('../../../docs/feeds.md', import.meta.url), 'utf8')
    expect(docs).toContain(keyTable())
    expect(keyRows().filter(({ about }) => about === '')).toEqual([])
  })

  test('feeds/schema.json is what `feeds schema` writes', async () => {
    const written = await readFile(new URL('../../../feeds/schema.json', import.meta.url), 'utf8')
    expect(written).toBe(feedFileSchema())
  })
})

describe('the sources that ship', () => {
  test('are good, have no private address, and say in their first line how editors check them', async () => {
    const { feeds, problems } = await readFeeds('feeds')
    expect(problems).toEqual([])
    expect(feeds.filter(({ enabled }) => enabled).length).toBeGreaterThan(40)
    expect(feeds.filter(({ enabled }) => !enabled).length).toBeGreaterThan(90)
    expect(feeds.some(({ allowPrivate }) => allowPrivate)).toBe(false)
    for (const file of new Set(feeds.map((feed) => feed.file)))
      expect(await readFile(file, 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\.\/schema\.json\n/,
      )
  })
})
