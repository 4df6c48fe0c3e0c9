import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore, openStoreIfThere } from '../../src/store/index.ts'
import { freshFolder } from '../support/folders.ts'
import { asOrdinaryUser } from '../support/ordinary-user.ts'
import { storeErrorOf } from '../support/store-errors.ts'
import { anArticle } from '../support/things.ts'

const onWindows = process.platform === 'win32'
let root = ''
let folder = ''
let file = ''
beforeEach(() => {
  root = freshFolder()
  folder = join(root, 'deep', 'data')
  file = join(folder, 'trucewatch.db')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function rightsOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

async function fill(articles: number): Promise<void> {
  const store = await openStore({ folder })
  await store.transaction(async (tx) => {
    for (let at = 0; at < articles; at++) {
      await tx.addArticles([
        { article: anArticle({ id: `a${at}`, body: 'word '.repeat(300) }), keys: [`k${at}`] },
      ])
    }
  })
  await store.close()
}

describe('the data folder', () => {
  test.skipIf(onWindows)('is made for its owner alone, and so are the files', async () => {
    const store = await openStore({ folder })
    await store.setValue('name', 'value')
    expect(rightsOf(folder)).toBe('700')
    const files = readdirSync(folder)
    expect(files).toContain('trucewatch.db-wal')
    for (const name of files) expect([name, rightsOf(join(folder, name))]).toEqual([name, '600'])
    await store.close()
    expect(readdirSync(folder)).toEqual(['trucewatch.db'])
  })

  test.skipIf(onWindows)('keeps its rights when it holds other things', async () => {
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    await (await openStore({ folder })).close()
    expect(rightsOf(folder)).toBe('755')
    expect(rightsOf(file)).toBe('600')
  })

  test('that cannot be is refused with a sentence that says what to do', async () => {
    writeFileSync(join(root, 'deep'), 'a file in the way')
    const error = await storeErrorOf(() => openStore({ folder }))
    expect(error.code).toBe('folder')
    expect(error.message).toContain(`The data folder ${folder} cannot be used`)
    expect(error.message).toContain('DATA_DIR')
  })

  test.skipIf(onWindows)('that this user may not write is refused too', async () => {
    chmodSync(root, 0o555)
    const error = await asOrdinaryUser(() => storeErrorOf(() => openStore({ folder })))
    chmodSync(root, 0o755)
    expect(error).toMatchObject({ code: 'folder', blame: 'operator' })
    expect(error.message).toContain('this user may not write there')
  })

  test.skipIf(onWindows)('with a database of another user is refused for writing', async () => {
    await fill(1)
    chmodSync(root, 0o755)
    for (const path of [join(root, 'deep'), folder]) chmodSync(path, 0o555)
    chmodSync(file, 0o444)
    const wasRoot = process.getuid?.() === 0
    const error = await asOrdinaryUser(() => storeErrorOf(() => openStoreThatFails(wasRoot)))
    expect(error.code).toBe('folder')
    for (const path of [join(root, 'deep'), folder]) chmodSync(path, 0o755)
  })

  /** Without root the file is this user's own, and owning it is enough. */
  async function openStoreThatFails(wasRoot: boolean): Promise<unknown> {
    if (wasRoot) return openStore({ folder })
    return openStore({ folder: join(folder, 'inside') })
  }
})

describe('opening for reading', () => {
  test('works beside a running bot, sees what is committed and changes nothing', async () => {
    const writer = await openStore({ folder })
    await writer.setValue('name', 'one')
    const reader = await openStore({ folder, readOnly: true })
    expect(await reader.getValue('name')).toBe('one')
    await writer.setValue('name', 'two')
    expect(await reader.getValue('name')).toBe('two')
    const error = await storeErrorOf(() => reader.setValue('name', 'three'))
    expect(error.code).toBe('read-only')
    await reader.close()
    await writer.close()
  })

  test('says so where there is no database, and makes none', async () => {
    const error = await storeErrorOf(() => openStore({ folder, readOnly: true }))
    expect(error.code).toBe('no-database')
    expect(error.message).toContain('npm start')
    expect(await openStoreIfThere(folder)).toBeUndefined()
    expect(existsSync(folder)).toBe(false)
  })

  test('works alone', async () => {
    await fill(3)
    const reader = await openStoreIfThere(folder)
    expect(await reader?.status()).toMatchObject({ articles: 3, file })
    await reader?.close()
  })

  test.skipIf(onWindows)('works in a folder that this user may only read', async () => {
    await fill(3)
    for (const path of [root, join(root, 'deep'), folder]) chmodSync(path, 0o555)
    chmodSync(file, 0o444)
    const status = await asOrdinaryUser(async () => {
      const reader = await openStore({ folder, readOnly: true })
      const found = await reader.status()
      await reader.close()
      return found
    })
    for (const path of [root, join(root, 'deep'), folder]) chmodSync(path, 0o755)
    expect(status.articles).toBe(3)
  })

  test('refuses a database that must be brought up to date first', async () => {
    await fill(1)
    const raw = new DatabaseSync(file)
    raw.exec('pragma user_version = 0')
    raw.close()
    const error = await storeErrorOf(() => openStore({ folder, readOnly: true }))
    expect(error.code).toBe('older-database')
  })
})

describe('a database that is not sound', () => {
  async function refused(readOnly: boolean): Promise<string> {
    const before = readFileSync(file)
    const error = await storeErrorOf(async () => {
      const store = await openStore({ folder, readOnly })
      for await (const article of store.articlesSince(0)) expect(article.id).toBeTruthy()
    })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(error.message).toContain(file)
    return error.code
  }

  test('is refused and left as it is when it is no database at all', async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, 'this is not a database, '.repeat(400))
    expect(await refused(false)).toBe('corrupt')
    expect(await refused(true)).toBe('corrupt')
  })

  test('is refused when it was cut off', async () => {
    await fill(400)
    truncateSync(file, Math.floor(statSync(file).size / 2))
    expect(await refused(false)).toBe('corrupt')
    expect(await refused(true)).toBe('corrupt')
  })

  test('is read through after a crash, so that damage is told at the start', async () => {
    await fill(400)
    const store = await openStore({ folder })
    await store.setValue('name', 'value')
    const torn = join(root, 'torn')
    cpSync(folder, torn, { recursive: true })
    await store.close()
    folder = torn
    file = join(torn, 'trucewatch.db')
    const bytes = readFileSync(file)
    bytes.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 8_192)
    writeFileSync(file, bytes)
    expect(await refused(false)).toBe('corrupt')
  })

  test('is refused when it is of another program', async () => {
    mkdirSync(folder, { recursive: true })
    const raw = new DatabaseSync(file)
    raw.exec('create table theirs (id integer)')
    raw.close()
    expect(await refused(false)).toBe('foreign')
  })

  test('is refused when a newer program made it', async () => {
    await fill(1)
    const raw = new DatabaseSync(file)
    raw.exec('pragma user_version = 999')
    raw.close()
    expect(await refused(false)).toBe('newer-database')
    expect(await refused(true)).toBe('newer-database')
  })
})

test('the file becomes smaller when old articles go', async () => {
  await fill(2_000)
  const store = await openStore({ folder })
  await store.prune(Number.MAX_SAFE_INTEGER)
  await store.close()
  expect(statSync(file).size).toBeLessThan(1_000_000)
})
