import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Store } from '../../src/domain/ports.ts'
import { openStore } from '../../src/store/index.ts'
import { freshFolder } from '../support/folders.ts'
import { anArticle, NOON } from '../support/things.ts'

let folder = ''
let store: Store
beforeEach(async () => {
  folder = freshFolder()
  store = await openStore({ folder, clock: { now: () => NOON } })
  vi.spyOn(DatabaseSync.prototype, 'exec')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** How each transaction ended, and whether it waited for the disk. */
function ends(): readonly string[] {
  let level = 'full'
  return vi.mocked(DatabaseSync.prototype).exec.mock.calls.flatMap(([text]) => {
    level = /^pragma synchronous = (\w+)$/.exec(text)?.[1] ?? level
    return text === 'commit' || text === 'rollback' ? [`${text} ${level}`] : []
  })
}

function take(id: string): Promise<void> {
  return store.transaction((tx) => tx.addArticles([{ article: anArticle({ id }), keys: [] }]))
}

test('what is taken in waits for no disk; what goes out does, each time', async () => {
  for (const id of ['a', 'b']) {
    await take(id)
    await store.lease(NOON, 1000, 10, [])
    await store.sent('none', undefined, NOON)
  }
  const once = ['commit normal', 'commit full', 'commit full']
  expect(ends()).toEqual([...once, ...once])
})

test('a failure on the way in leaves the way out as careful as it was', async () => {
  const failing = store.transaction(() => Promise.reject(new Error('stumbled')))
  await expect(failing).rejects.toThrow('stumbled')
  await Promise.all([take('a'), store.lease(NOON, 1000, 10, []), take('b')])
  expect(ends()).toEqual(['rollback normal', 'commit normal', 'commit full', 'commit normal'])
})
