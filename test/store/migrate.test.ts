import { existsSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { migrate } from '../../src/store/migrate.ts'
import type { Migration } from '../../src/store/migrations.ts'
import { MIGRATIONS, NEWEST_VERSION } from '../../src/store/migrations.ts'
import { databaseFile, openForWriting, versionOf } from '../../src/store/sqlite/open.ts'
import { createDb } from '../../src/store/store.ts'
import { freshFolder } from '../support/folders.ts'

let folder = ''
beforeEach(() => {
  folder = freshFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const next: Migration = {
  version: NEWEST_VERSION + 1,
  up: (db) => db.schema.alterTable('vals').addColumn('extra', 'text').execute(),
}
const broken: Migration = {
  version: NEWEST_VERSION + 1,
  up: async (db) => {
    await db.schema.dropTable('vals').execute()
    throw new Error('halfway')
  },
}

async function bringUpToDate(migrations: readonly Migration[]): Promise<number> {
  const database = openForWriting(folder)
  try {
    await migrate(createDb(database, databaseFile(folder)), database, migrations)
    return versionOf(database)
  } finally {
    database.close()
  }
}

function valuesIn(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const rows = database.prepare('select * from vals').all()
  database.close()
  return rows.map((row) => ({ ...row }))
}

test('the migrations are numbered without a gap', () => {
  expect(MIGRATIONS.map((migration) => migration.version)).toEqual(
    MIGRATIONS.map((_, at) => at + 1),
  )
})

test('a new database is made without a copy, and opened again as it is', async () => {
  expect(await bringUpToDate(MIGRATIONS)).toBe(NEWEST_VERSION)
  expect(await bringUpToDate(MIGRATIONS)).toBe(NEWEST_VERSION)
  expect(existsSync(`${databaseFile(folder)}.v${NEWEST_VERSION}.bak`)).toBe(false)
})

test('an existing database is copied, for its owner alone, before it is changed', async () => {
  const store = await openStore({ folder })
  await store.setValue('name', 'value')
  await store.close()
  expect(await bringUpToDate([...MIGRATIONS, next])).toBe(NEWEST_VERSION + 1)
  const copy = `${databaseFile(folder)}.v${NEWEST_VERSION}.bak`
  expect(valuesIn(copy)).toEqual([{ name: 'name', value: 'value' }])
  expect(valuesIn(databaseFile(folder))).toEqual([{ name: 'name', value: 'value', extra: null }])
  expect(statSync(copy).mode & (process.platform === 'win32' ? 0 : 0o077)).toBe(0)
})

test('a migration that fails halfway leaves everything as it was, and can be done again', async () => {
  const store = await openStore({ folder })
  await store.setValue('name', 'value')
  await store.close()
  await expect(bringUpToDate([...MIGRATIONS, broken])).rejects.toThrow('halfway')
  expect(valuesIn(databaseFile(folder))).toEqual([{ name: 'name', value: 'value' }])
  expect(await bringUpToDate([...MIGRATIONS, next])).toBe(NEWEST_VERSION + 1)
})
