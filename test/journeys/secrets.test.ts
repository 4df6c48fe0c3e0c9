import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startDiscord } from '../support/discord/index.ts'
import { freshFolder } from '../support/folders.ts'
import { FEED } from '../support/hostile-answers.ts'
import { startHostileServer } from '../support/hostile-server.ts'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
const PASSWORD = 'pa55-of-the-desk'
const KEY = 'k3y-of-the-desk'

function fileOf(server: string): string {
  const behind = server.replace('//', `//desk:${PASSWORD}@`)
  const addresses = ['/ok.xml', '/rst', '/500', '/html-200', '/404', '/moved301']
  const feeds = addresses.map(
    (path, at) =>
      `  - {id: f${at}, title: Feed ${at}, url: "${behind}${path}?api_key=${KEY}", allow_private: true}`,
  )
  return `feeds:\n${feeds.join('\n')}\n`
}

/** Runs a command in `folder` and returns all that it printed, whatever its exit code is. */
function printedBy(folder: string, args: readonly string[], env: Record<string, string>) {
  return new Promise<string>((done) => {
    const all = { PATH: process.env['PATH'], LOG_LEVEL: 'debug', ...env }
    execFile(process.execPath, [MAIN, ...args], { cwd: folder, env: all }, (_, out, err) =>
      done(out + err),
    )
  })
}

/** The files below `folder` that hold one of these words. */
function filesWith(folder: string, words: readonly string[]): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return words.some((word) => bytes.includes(word))
    })
}

test('token, webhook and what feed addresses hide are in no output, no log and no file, at debug level too', async () => {
  const [server, discord] = await Promise.all([startHostileServer(), startDiscord()])
  const folder = freshFolder()
  onTestFinished(async () => {
    await Promise.all([server.close(), discord.close()])
    rmSync(folder, { recursive: true, force: true })
  })
  for (const name of ['feeds', 'rules']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'feeds', 'desk.yaml'), fileOf(server.url))
  writeFileSync(join(folder, 'rules', 'news.yaml'), 'topic: News\nany:\n  - magnet | port\n')
  const hook = discord.webhookUrl(discord.channels.ops)
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API: discord.api,
    CHANNEL_DEFAULT: discord.channels.alerts.id,
    CHANNEL_OPS: hook,
  }
  const fresh = FEED.replaceAll(/<pubDate>[^<]*/g, `<pubDate>${new Date().toUTCString()}`)
  server.answer('/ok.xml', (_, response) => void response.end(fresh))
  for (const status of [500, 401]) discord.fault({ kind: 'status', status, method: 'POST' })
  const ran = await printedBy(folder, ['run', '--once'], env)
  const commands = ['status', 'feeds list --json', 'feeds check', 'feeds export x.opml']
  const asked = commands.map((command) => printedBy(folder, command.split(' '), env))
  const printed = [ran, ...(await Promise.all(asked))].join('')
  expect(ran).toContain('6 feeds polled')
  expect(printed).toContain('f5: has moved to http://127.0.0.1')
  expect(printed).toContain('6 feeds with a password or a key')
  expect(discord.requests.filter(({ fault }) => fault !== undefined)).toHaveLength(2)
  const ours = [discord.token, hook.split('/').at(-1)!]
  const ofFeeds = [PASSWORD, KEY, Buffer.from(`desk:${PASSWORD}`).toString('base64')]
  for (const secret of [...ours, ...ofFeeds])
    expect(printed.split('\n').filter((line) => line.includes(secret))).toEqual([])
  const data = join(folder, 'data')
  expect(filesWith(data, ['magnet'])).not.toEqual([])
  expect(filesWith(data, ours)).toEqual([])
  // To go on polling, the bot keeps a copy of the addresses: for its own user alone, as the feed files should be.
  for (const file of [data, ...filesWith(data, ofFeeds)])
    expect([file, statSync(file).mode & 0o077]).toEqual([file, 0])
})
