import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ParseOptions } from '../../../src/feeds/parse/index.ts'
import { fixture, iso, parse } from './support.ts'

/** What the feed file says of these documents. */
const OPTIONS: Readonly<Record<string, Partial<ParseOptions>>> = {
  'rss-odd-dates.xml': { zone: 'Asia/Shanghai' },
  'list-page.html': {
    url: 'https://ministry.example/news/',
    address: {
      url: '',
      list: { item: 'li.results-row', title: 'h3 a', date: '.when', lead: '.teaser' },
    },
  },
  'json-answer.json': {
    zone: 'Asia/Shanghai',
    address: {
      url: '',
      json: {
        items: 'data.list',
        title: 'TITLE.rendered',
        link: 'url',
        date: 'date',
        id: 'no',
      },
    },
  },
}
const NAMES = readdirSync(join(import.meta.dirname, '../../fixtures/feeds'))
const DOCUMENTS = NAMES.filter(
  (name) => NAMES.includes(expectedOf(name)) && name !== expectedOf(name),
)

function expectedOf(name: string): string {
  return name.replace(/\.\w+$/, '.expected.json')
}

/** Empty things are left out, dates are written so that people can read them. */
function shown(key: string, value: unknown): unknown {
  if ((key === 'published' || key === 'updated') && typeof value === 'number') return iso(value)
  const isEmpty = (Array.isArray(value) && value.length === 0 && key !== 'entries') || value === ''
  return isEmpty || value === false ? undefined : value
}

test.each(DOCUMENTS)('%s is read as it is written down beside it', async (name) => {
  const parsed = await parse(fixture(name), OPTIONS[name])
  const expected: unknown = JSON.parse(fixture(expectedOf(name)).toString())
  expect(JSON.parse(JSON.stringify(parsed, shown))).toEqual(expected)
})
