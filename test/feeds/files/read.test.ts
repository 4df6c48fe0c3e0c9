import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFeeds } from '../../../src/feeds/files/index.ts'
import { feedFileSchema } from '../../../src/feeds/files/json-schema.ts'
import { keyRows, keyTable } from '../../../src/feeds/files/table.ts'
import { folderWith } from '../support.ts'
import { complaints, read, withLines } from './support.ts'

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

describe('mistakes', () => {
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
