import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { freshFolder } from '../support/folders.ts'

const MAIN = join(import.meta.dirname, '../../src/main.ts')
/** Takes another colour, wipes the screen, renames the window, rings, goes back and turns the direction of writing. */
const STEERING = '\u001b[35m\u001b[2J\u001b]0;pwn\u0007\u009b31m\u0008\u202e'
const AS_REFERENCES = Array.from(STEERING, (each) => `&amp;#${each.codePointAt(0)};`).join('')
const ITEM = `<item><title>Tariffs ${AS_REFERENCES} rise</title><link>https://wire.example/1</link></item>`

let folder: string
beforeAll(() => {
  folder = freshFolder()
  const json = { version: 'https://jsonfeed.org/version/1.1', title: STEERING, items: [] }
  const item = { id: '1', url: 'https://wire.example/1', title: `Curbs ${STEERING}` }
  const list = { id: 'wire', url: 'https://wire.example/', title: `Wire\n${STEERING}` }
  const topic = { topic: `Trade ${STEERING}`, any: ['tariffs'] }
  const files = {
    'feed.xml': `<rss version="2.0"><channel><title>Wire ${AS_REFERENCES}</title>${ITEM}</channel></rss>`,
    'feed.json': JSON.stringify({ ...json, items: [item] }),
    'page.html': `<html><title>Gone ${STEERING}</title><p>nothing here`,
    'feeds/wire.yaml': JSON.stringify({ feeds: [list] }),
    'rules/trade.yaml': JSON.stringify(topic),
    'archive.jsonl': JSON.stringify({
      ...item,
      title: `Tariffs ${STEERING}`,
      date: '2026-08-01',
      source: STEERING,
      lang: 'en',
    }),
  }
  for (const name of ['feeds', 'rules']) mkdirSync(join(folder, name))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a command writes for a person who wants colour. */
function shown(...args: readonly string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], FORCE_COLOR: '1', TZ: 'UTC' }
  const folders = ['--feeds', 'feeds', '--rules', 'rules', '--data', 'data']
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...args, ...folders], { cwd: folder, env }, (_, out, err) =>
      done(out + err),
    )
  })
}

/** Colours that commands use aside. */
function controlsIn(text: string): readonly string[] {
  const [first = '', ...others] = text.split('\u001b')
  const rest = others.map(
    (part) => (/^\[(?:1|22|31|32|33|36|90|39)m/.test(part) ? '' : '\u001b') + part,
  )
  return [...[first, ...rest].join('').matchAll(/[[\p{Cc}\u202a-\u202e]--\n]/gv)].map(
    ([each]) => each,
  )
}

test('no control of a text reaches the terminal, whichever command shows it', async () => {
  for (const args of COMMANDS) {
    const text = await shown(...args)
    expect([...args, text.length > 0, ...controlsIn(text)]).toEqual([...args, true])
  }
}, 60_000)

const COMMANDS = [
  ['feeds', 'try', 'feed.xml'],
  ['feeds', 'try', 'page.html'],
  ['feeds', 'parse', 'feed.json'],
  ['feeds', 'list', '--json'],
  ['feeds', 'export'],
  ['feeds', 'try', `none${STEERING}`],
  ['rules', 'try', `Tariffs ${STEERING} rise`],
  ['replay', 'archive.jsonl'],
  [`none${STEERING}`],
]

test('the colours of the program do, and a newline in a name makes no row of its own', async () => {
  expect(await shown('feeds', 'try', 'feed.xml')).toContain('\u001b[1mRSS\u001b[22m')
  expect(await shown('feeds', 'list')).toMatch(/^wire +new +Wire \S+ .*wire\.yaml:1$/m)
})

test('a title is read without controls, so that it matches and is shown as it is meant', async () => {
  const xml = JSON.parse(await shown('feeds', 'try', 'feed.xml', '--json')) as object
  expect(xml).toMatchObject({ entries: [{ title: 'Tariffs [35m[2J]0;pwn›31m\u202e rise' }] })
  const json = JSON.parse(await shown('feeds', 'try', 'feed.json', '--json')) as object
  expect(json).toMatchObject({ entries: [{ title: 'Curbs [35m[2J]0;pwn›31m\u202e' }] })
})
