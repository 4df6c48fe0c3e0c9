import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Discord's own library and webhooks, and the newsroom that the demo serves, are no fetching of strangers' addresses. */
const OTHERS = /^(?:channels\/discord\/|channels\/webhook\.ts|demo\/)/
const WAY_OUT =
  /from '(?:undici|node:https?|node:http2|node:net|node:tls)'|globalThis\.fetch|(?:\bawait|\breturn|[=(,>])\s*fetch\((?!\w+\)\s*\{)|\.parseURL\(|\bfromURL\(|\bnew (?:WebSocket|EventSource)\(/

test('nothing but the guarded client reaches out to the web', async () => {
  const files = await readdir('src', { recursive: true })
  const found: string[] = []
  for (const file of files.map((name) => name.replaceAll('\\', '/')))
    if (file.endsWith('.ts') && !file.startsWith('feeds/fetch/') && !OTHERS.test(file)) {
      const text = await readFile(join('src', file), 'utf8')
      if (WAY_OUT.test(text)) found.push(file)
    }
  expect(found).toEqual([])
})
