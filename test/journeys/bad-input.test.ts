import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshFolder } from '../support/folders.ts'
import { ROWS, SECRETS, TOKEN } from './bad-input.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
const FILES: Readonly<Record<string, string>> = {
  'feeds/papers.yaml': `feeds:
  - id: paper
    title: A Paper
    url: http://127.0.0.1:9/feed.xml
    allow_private: true
`,
  'rules/metals.yaml': 'topic: metals\nseverity: medium\nany:\n  - samarium\n',
  'broken-feeds/papers.yaml':
    'feeds:\n  - id: paper\n    title: A Paper\n    ulr: https://example.org/x\n',
  'broken-rules/metals.yaml': 'topic: metals\nseverity: medium\nany:\n  - samarium AND magnets\n',
  'mistyped/.env': 'CHANEL_DEFAULT=terminal\nCHANEL_METALS=terminal\nKEEPDAYS=3\nTZ=UTC\n',
  'mistyped/rules/metals.yaml':
    'topic: metals\nseverity: medium\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is dear\n',
  'hidden/.env': 'CHANNEL_DEFAULT=#trade-alerts\nLOG_LEVEL= # as it is\n',
  'idle/.env': `LOG_LEVEL=warn\nCHANNEL_DEFAULT: 123\n${TOKEN}\nDISCORD_TOKEN: ${TOKEN}=\n`,
  'empty/readme.txt': 'no rule and no feed',
  file: 'no folder',
  'broken.jsonl': '{"id":"1","title":"One"}\n{"id":"2",\n',
}

let folder: string
beforeAll(() => {
  folder = freshFolder()
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  mkdirSync(join(folder, 'newer'))
  const database = new DatabaseSync(join(folder, 'newer/trucewatch.db'))
  database.exec('pragma user_version = 9999')
  database.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** More lines than this are no clear answer. */
const MOST_LINES = 6

test.concurrent.each(ROWS)('$about', async ({ args, folder: inside = '', env, code, says }) => {
  const found = await trucewatch(args.split(' '), inside, env)
  for (const words of says) expect(found.out).toMatch(words)
  expect(found.code).toBe(code)
  expect(found.out).not.toContain('    at ')
  for (const secret of SECRETS) expect(found.out).not.toContain(secret)
  expect(found.out.trim().split('\n').length).toBeLessThanOrEqual(MOST_LINES)
})

/** Runs the program itself, in the folder; what it wrote on both streams, without log lines, and its exit code. */
function trucewatch(
  args: readonly string[],
  inside: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string }> {
  const { PATH, SystemRoot, TEMP } = process.env
  const cache = join(folder, 'compiled')
  const options = {
    cwd: join(folder, inside),
    env: { PATH, SystemRoot, TEMP, NODE_COMPILE_CACHE: cache, ...env },
    timeout: 60_000,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], options, (error, stdout, stderr) => {
      const lines = `${stdout}${stderr}`
        .split('\n')
        .filter((line) => !line.startsWith('{"level":30'))
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: lines.join('\n') })
    })
  })
}
