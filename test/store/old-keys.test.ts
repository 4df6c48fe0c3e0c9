import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../../src/domain/ports.ts'
import { createKeyNames } from '../../src/lib/key-names.ts'
import { openStore } from '../../src/store/index.ts'
import { databaseFile } from '../../src/store/sqlite/open.ts'
import { freshFolder } from '../support/folders.ts'
import { anArticle } from '../support/things.ts'

const OLD = ['g:daily:a1', 'l:daily.example/a1', 't:daily:hash']
const nameOf = createKeyNames()
const KEYS = OLD.map(nameOf)
const DAY = 86_400_000

let folder = ''
beforeEach(() => {
  folder = freshFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The keys table as the first version wrote it: names without a mark, scattered. */
async function fillAsOnce(seenDay: number): Promise<void> {
  const store = await openStore({ folder })
  await store.transaction((tx) => tx.addArticles([{ article: anArticle(), keys: [] }]))
  await store.close()
  const database = new DatabaseSync(databaseFile(folder))
  for (const key of OLD) {
    const name = hash('sha256', key, 'base64url').slice(0, 16)
    database.prepare('insert into keys values (?, ?, ?)').run(name, 'article-1', seenDay)
  }
  database.close()
}

async function withStore<T>(now: number, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ folder, clock: { now: () => now } })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function names(): readonly (readonly [string, number])[] {
  const database = new DatabaseSync(databaseFile(folder), { readOnly: true })
  const rows = database.prepare('select hash, seen_day from keys order by hash').all()
  database.close()
  return rows.map((row) => [String(row['hash']), Number(row['seen_day'])] as const)
}

test('articles are known by keys that an earlier version wrote, which get their new names', async () => {
  await fillAsOnce(19_000)
  const now = 19_001 * DAY
  const found = await withStore(now, (store) =>
    store.transaction((tx) => tx.known([nameOf('g:daily:new'), ...KEYS, ...KEYS])),
  )
  expect(found).toEqual(new Map(KEYS.map((key) => [key, 'article-1'])))
  expect(names().map(([name, day]) => [name[0], day])).toEqual(KEYS.map(() => ['~', 19_001]))
  const again = await withStore(now, (store) => store.transaction((tx) => tx.known(KEYS)))
  expect(again).toEqual(found)
})

test('old names that nobody asks for go when their time is over', async () => {
  await fillAsOnce(10_000)
  const pruned = await withStore(19_000 * DAY, async (store) => {
    await store.prune(18_900 * DAY)
    return names()
  })
  expect(pruned).toEqual([])
})

test('what one feed lists lies together', async () => {
  const keys = ['a', 'b'].flatMap((feed) =>
    Array.from({ length: 20 }, (_, at) => nameOf(`g:${feed}:${at}`)),
  )
  await withStore(0, (store) =>
    store.transaction((tx) => tx.addArticles([{ article: anArticle(), keys }])),
  )
  const shelves = names().map(([name]) => name.slice(0, 5))
  expect(shelves).toHaveLength(40)
  expect(new Set(shelves).size).toBe(2)
})
