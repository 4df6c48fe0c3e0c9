import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../../src/domain/ports.ts'
import { migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import { explained } from '../../src/store/sqlite/errors.ts'
import { databaseFile, openForWriting } from '../../src/store/sqlite/open.ts'
import { createDb, createStore } from '../../src/store/store.ts'
import { freshFolder } from '../support/folders.ts'
import { storeErrorOf } from '../support/store-errors.ts'
import { aDelivery, anAlert, anArticle, NOON } from '../support/things.ts'

let folder = ''
beforeEach(() => {
  folder = freshFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Takes in one article as the pipeline does: article, alert and delivery together. */
function takeIn(store: Store, at: number): Promise<void> {
  const alert = anAlert({ id: `alert-${at}` })
  return store.transaction(async (tx) => {
    await tx.addArticles([
      { article: anArticle({ id: `a${at}`, body: 'word '.repeat(1_000) }), keys: [`k${at}`] },
    ])
    await tx.addAlert(alert)
    await tx.enqueue(aDelivery(alert))
  })
}

test('a full disk is told in a sentence, loses nothing, and the bot goes on when there is room', async () => {
  const database = openForWriting(folder)
  const file = databaseFile(folder)
  const db = createDb(database, file)
  await migrate(db, database, MIGRATIONS)
  const store = createStore(db, database, { now: () => NOON })
  database.exec('pragma max_page_count = 120')

  let taken = 0
  const error = await storeErrorOf(async () => {
    for (; taken < 1_000; taken++) await takeIn(store, taken)
  })
  expect(error.code).toBe('disk-full')
  expect(error.message).toContain(file)
  expect(error.message).toContain('free some space')
  expect(taken).toBeGreaterThan(5)
  const full = { articles: taken, alerts: taken, queue: { queued: taken } }
  expect(await store.status()).toMatchObject(full)
  expect((await storeErrorOf(() => takeIn(store, taken))).code).toBe('disk-full')
  expect(await store.status()).toMatchObject(full)

  database.exec('pragma max_page_count = 100000')
  await takeIn(store, taken)
  expect(await store.status()).toMatchObject({ articles: taken + 1, queue: { queued: taken + 1 } })
  await store.close()
})

test('so is one on which nothing but the file for sharing cannot grow, which SQLite calls an I/O error', () => {
  const error = Object.assign(new Error('disk I/O error'), { errcode: 4874 })
  expect(explained(error, 'x.db')).toMatchObject({ code: 'disk-full' })
  const other = Object.assign(new Error('disk I/O error'), { errcode: 778 })
  expect(explained(other, 'x.db')).toMatchObject({ code: 'disk-error' })
})
