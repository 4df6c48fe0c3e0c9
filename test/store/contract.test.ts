import { rmSync } from 'node:fs'
import { afterAll } from 'vitest'
import { openMemoryStore, openStore } from '../../src/store/index.ts'
import { storeContract } from '../contracts/store.ts'
import { freshFolder } from '../support/folders.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

storeContract('in memory', openMemoryStore)
storeContract('on disk', (clock) => {
  const folder = freshFolder()
  folders.push(folder)
  return openStore({ folder, clock })
})
