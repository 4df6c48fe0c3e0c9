import { describe, expect, test } from 'vitest'
import { keyRows } from '../../../src/feeds/files/table.ts'
import { complaints, withLines } from './support.ts'

describe('what is wrong is said with its place', () => {
  test.each([
    ['tytle: x', 5, 'there is no key tytle; did you mean title?'],
    ['list: {itm: li, item: li}', 5, 'there is no key itm; did you mean item?'],
    ['list: {title: a}', 5, 'list.item is missing'],
    [
      'every: 10x',
      5,
      'every must be a duration of a minute or more, such as 10m, or a cron expression such as "0 9 * * 1-5"',
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
    ['every: 500ms', 5, 'every must be a minute or more; only a feed with allow_private: true'],
    ['every: 0', 5, 'every must be a duration of a minute or more, such as 10m'],
    ['every: 61 * * * *', 5, 'every is no cron expression: 61 is no minute (0-59)'],
    ['every: 0 9 * * 1-9', 5, 'every is no cron expression: 1-9 is no week day (0-7 or sun-sat)'],
    ['every: 0 9 * *', 5, 'every is no cron expression: it has 4 fields; five or six are needed'],
    ['every: 0 0 31 2 *', 5, 'every is no cron expression: no month that it names has such a day'],
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
    ['or:', 5, 'or must be a list of addresses: write `- url: https://…` below it'],
    ['or: https://a.example', 5, 'or must be a list of addresses: write `- url: https://…`'],
    ['or: [https://a.example]', 5, 'or must be a list of addresses: write `- url: https://…`'],
    [
      'or: [{url: "https://a.example", title: A}]',
      5,
      'title belongs to each feed, not to an address below or',
    ],
    [
      'or: [{url: "https://a.example", list: {item: li}, json: {title: a}}]',
      5,
      'or.json cannot stand beside list',
    ],
    ['item: li', 5, 'item belongs to list, not to the feed itself'],
    ['json: {item: rows, title: a}', 5, 'item belongs to list, not to json; did you mean items?'],
    ['list: {item: li, every: 1h}', 5, 'every belongs to defaults or to each feed, not to list'],
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
    ['defaults: {id: x}\nfeeds: []', ':1:12  id belongs to each feed, not to defaults'],
    ['defaults: {url: x}\nfeeds: []', 'url belongs to each feed, not to defaults'],
    ['lang: en\nfeeds: []', 'lang belongs to defaults or to each feed, not to the top of the file'],
    ['defaults:\nfeeds: []', 'defaults must hold keys such as lang, tags or every'],
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
})

describe('a value of another kind', () => {
  const WRONG = ['', '[]', '{}', '[x]', '[[x]]', '{a: b}', '[{a: b}]', '"\\u0001"']
  const keys = keyRows().map(({ key }) => key)
  const files = [
    ...keys.map((key) => [key, (value: string) => aFile(key, value)] as const),
    ...keys
      .filter((key) => /^(?:url|list|json)/.test(key))
      .map(
        (key) =>
          [`or.${key}`, (value: string) => withLines(`or: [{${nested(key, value)}}]`)] as const,
      ),
    ...keys.map(
      (key) =>
        [
          `defaults.${key}`,
          (value: string) => `defaults: {${nested(key, value)}}\nfeeds: []`,
        ] as const,
    ),
    ['feeds', (value: string) => `feeds: ${value}`] as const,
    ['a feed', (value: string) => `feeds: [${value}]`] as const,
    ['the file', (value: string) => value] as const,
  ]

  test.each(files)('of %s is answered in words of our own', (_, file) => {
    const said = WRONG.flatMap((value) => complaints(file(value)))
    expect(said.length).toBeGreaterThan(2)
    expect(
      said.filter((line) => /invalid|expected|received|too (?:small|big)/i.test(line)),
    ).toEqual([])
  })
})

/** `list.item` and a value as a line of a file. */
function nested(key: string, value: string): string {
  const [outer, inner] = key.split('.')
  return inner === undefined ? `${key}: ${value}` : `${outer}: {${inner}: ${value}}`
}

/** A feed of three keys, with this one beside them or in the place of one. */
function aFile(key: string, value: string): string {
  const lines = ['id: wire', 'title: Wire', 'url: "https://wire.example/feed"']
  const others = lines.filter((line) => !line.startsWith(`${key}:`))
  return `feeds: [{${[...others, nested(key, value)].join(', ')}}]`
}
