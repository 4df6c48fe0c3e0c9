import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

test.each(['stdout', 'stderr'] as const)(
  'a reader of %s that has enough ends the program without a stack trace',
  async (which) => {
    const wrong = which === 'stderr' ? ['--topic'] : []
    const args = [MAIN, 'rules', 'show', 'tariffs', '--json', ...wrong]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = text(which === 'stdout' ? child.stderr : child.stdout)
    child[which].destroy()
    const [code] = (await once(child, 'exit')) as [number]
    expect(await said).toBe('')
    expect(code).toBe(141)
  },
)
