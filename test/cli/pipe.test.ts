import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

test('a reader that has enough ends the program without a stack trace', async () => {
  const args = [MAIN, 'rules', 'show', 'tariffs', '--json']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = text(child.stderr)
  child.stdout.destroy()
  const [code] = (await once(child, 'exit')) as [number]
  expect(await said).toBe('')
  expect(code).toBe(141)
})
