import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lockRun, openStore } from '../../src/store/index.ts'
import { freshFolder } from '../support/folders.ts'
import { storeErrorOf } from '../support/store-errors.ts'

const SCRIPT = join(import.meta.dirname, 'children', 'take-in.ts')

let folder = ''
const children: ChildProcess[] = []
beforeEach(() => {
  folder = freshFolder()
})
afterEach(async () => {
  for (const child of children.splice(0)) await killed(child)
  rmSync(folder, { recursive: true, force: true })
})

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Runs another process on the folder until it has printed `lines` lines, and kills it then. */
async function otherProcess(lines: number, meanwhile?: () => Promise<void>): Promise<string[]> {
  const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const printed: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line)
    if (printed.length < lines) continue
    if (printed.length === lines) await meanwhile?.()
    child.kill('SIGKILL')
  }
  await killed(child)
  return printed
}

describe('the lock of a data folder', () => {
  test('refuses a second run, in words that say what to do, and is free after a kill', async () => {
    await otherProcess(1, async () => {
      const error = await storeErrorOf(() => lockRun(folder))
      expect(error.code).toBe('locked')
      expect(error.message).toContain(folder)
      expect(error.message).toContain('already running')
    })
    lockRun(folder).release()
  })

  test('lets others read beside it', async () => {
    await otherProcess(3, async () => {
      const reader = await openStore({ folder, readOnly: true })
      expect((await reader.status()).articles).toBeGreaterThanOrEqual(6)
      await reader.close()
    })
  })

  test('holds within one process too, until it is released', async () => {
    const lock = lockRun(folder)
    expect((await storeErrorOf(() => lockRun(folder))).code).toBe('locked')
    lock.release()
    lock.release()
    lockRun(folder).release()
    expect(existsSync(join(folder, 'lock.db'))).toBe(true)
  })
})

test('kill -9 in the middle of transactions loses nothing that was committed and keeps nothing half', async () => {
  let committed = -1
  for (const lines of [2, 9, 23, 40]) {
    const printed = await otherProcess(lines)
    committed = Math.max(committed, ...printed.slice(1).map(Number))
    const store = await openStore({ folder })
    const status = await store.status()
    expect(status.alerts).toBeGreaterThan(committed)
    expect(status).toMatchObject({
      articles: status.alerts * 3,
      queue: { queued: status.alerts, leased: 0 },
    })
    await store.close()
  }
})
