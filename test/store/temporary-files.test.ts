import { readdirSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../src/store/index.ts'
import { freshFolder } from '../support/folders.ts'
import { anArticle } from '../support/things.ts'

let folder = ''
beforeEach(() => void (folder = freshFolder()))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The files that this process has open; one that is gone by now is none. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((number) => {
    try {
      return [readlinkSync(join('/proc/self/fd', number))]
    } catch {
      return []
    }
  })
}

test.skipIf(process.platform !== 'linux')(
  'however much a statement changes, nothing is written outside of the data folder',
  async () => {
    const store = await openStore({ folder })
    const keys = Array.from({ length: 8000 }, (_, at) => `key ${at} of many`)
    await store.transaction((tx) => tx.addArticles([{ article: anArticle(), keys }]))
    const between = keys.filter((_, at) => at % 64 === 0).map((key) => `${key} more`)
    const added = [{ article: anArticle({ id: 'other' }), keys: between }]
    const open = await store.transaction(async (tx) => {
      await tx.addArticles(added)
      return openFiles()
    })
    await store.close()
    expect(open).toContain(join(folder, 'trucewatch.db'))
    // What SQLite calls its temporary files: https://www.sqlite.org/tempfiles.html
    expect(open.filter((name) => name.includes('etilqs'))).toEqual([])
  },
)
