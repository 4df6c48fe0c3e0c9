import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig, readEnvFile } from '../src/config.ts'
import { StoreError } from '../src/domain/errors.ts'
import { createLog, withoutSecrets } from '../src/log.ts'
import { freshFolder } from './support/folders.ts'
import { envExample, settingsHelp, SETTINGS } from '../src/settings.ts'

const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.abcdefghijklmnopqrstuvwxyz0123456789ab'
const HOOK = 'https://discord.com/api/webhooks/123456789012345678/s3cr3t-part_of-the-hook'

test('.env.example says what the settings table says', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
})

test('the help names every setting', () => {
  for (const { name } of SETTINGS) expect(settingsHelp()).toContain(name)
})

test('nothing set means the terminal, the usual folders, and no secret', () => {
  const config = loadConfig({})
  expect(config.channels.get('default')).toEqual({ kind: 'terminal' })
  expect([config.dataDir, config.feedsDir, config.rulesDir]).toEqual(['data', 'feeds', 'rules'])
  expect(config.secrets).toEqual([])
})

test('an empty value counts as not set', () => {
  expect(loadConfig({ DISCORD_TOKEN: '', CHANNEL_DEFAULT: ' ' }).discordToken).toBeUndefined()
})

test('channels and roles are known by the names that rules write', () => {
  const config = loadConfig({
    DISCORD_TOKEN: TOKEN,
    CHANNEL_TRADE_ALERTS: '123456789012345678',
    CHANNEL_WIRE: HOOK,
    ROLE_RARE_EARTH_DESK: '223456789012345678',
  })
  expect(config.channels.get('trade-alerts')).toEqual({ kind: 'discord', id: '123456789012345678' })
  expect(config.channels.get('wire')).toEqual({ kind: 'webhook', url: HOOK })
  expect(config.roles.get('rare-earth-desk')).toBe('223456789012345678')
})

test('.env may be UTF-8 or UTF-16 with their marks, and nothing else', () => {
  const folder = freshFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, '.env')
  const text =
    '\ufeffKEEP_DAYS=7\r\nCHANNEL_DEFAULT=#trade\r\nLOG_LEVEL= # none\r\nLOG_LEVEL debug\r\n'
  for (const coding of ['utf8', 'utf16le'] as const) {
    writeFileSync(file, text, coding)
    expect(readEnvFile(file)).toEqual({
      env: { KEEP_DAYS: '7' },
      hidden: ['CHANNEL_DEFAULT'],
      idle: [4],
    })
  }
  writeFileSync(file, Buffer.from([0x4b, 0xff, 0x00]))
  expect(() => readEnvFile(file)).toThrow('.env cannot be read: it is not UTF-8 text')
  rmSync(file)
  mkdirSync(file)
  expect(() => readEnvFile(file)).toThrow('.env cannot be read: it is a folder, not a file.')
})

test('every wrong setting is named at once, and no secret value is repeated', () => {
  function read(): unknown {
    return loadConfig({ DISCORD_TOKEN: 'your-token-here', KEEP_DAYS: 'many', CHANNEL_X: 'alerts' })
  }
  expect(read).toThrow(/DISCORD_TOKEN is not a bot token[^]*KEEP_DAYS must be a whole number/)
  expect(read).toThrow(/CHANNEL_X must be a Discord channel id/)
  expect(read).not.toThrow(/your-token-here/)
})

test('a channel id without a token is refused with what to do', () => {
  expect(() => loadConfig({ CHANNEL_DEFAULT: '123456789012345678' })).toThrow(
    /CHANNEL_DEFAULT names a Discord channel, but DISCORD_TOKEN is not set/,
  )
})

test('the log says what an error says, and where one comes from that is none of ours', () => {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    terminal: false,
    secrets: [],
    write: (line) => lines.push(line),
  })
  log.error('a', { error: new StoreError('disk-full', 'The disk is full: free some space.') })
  log.error('b', { error: new TypeError('x is no y') })
  const [ours, other] = lines.map((line) => (JSON.parse(line) as { error: object }).error)
  expect(ours).toEqual({ code: 'disk-full', message: 'The disk is full: free some space.' })
  expect(other).toMatchObject({ message: 'x is no y' })
  expect(JSON.stringify(other)).toContain('config.test')
})

test('no text that is logged steers a terminal', () => {
  const lines: string[] = []
  const log = createLog({
    level: 'info',
    terminal: true,
    secrets: [],
    write: (line) => lines.push(line),
  })
  const text = 'a\u001b[2Jb\u009d0;pwn\u0007\u202e'
  log.error('failed', { feed: text, deep: { list: [text] }, error: new Error(text) })
  // The log's own colours aside.
  const bare = stripVTControlCharacters(lines.join(''))
  expect(bare).toContain('a[2Jb0;pwn')
  expect(bare).not.toMatch(/[[\p{Cc}\u202e]--\n]/v)
})

test('the log never prints a secret, however it is wrapped', () => {
  const lines: string[] = []
  const { secrets } = loadConfig({ DISCORD_TOKEN: TOKEN, CHANNEL_DEFAULT: HOOK })
  for (const terminal of [true, false]) {
    const log = createLog({ level: 'debug', terminal, secrets, write: (line) => lines.push(line) })
    log.error('failed', { url: HOOK, deep: { header: `Bot ${TOKEN}` }, error: new Error(HOOK) })
  }
  expect(lines).toHaveLength(2)
  expect(lines.join('')).not.toMatch(/s3cr3t|GAbCdE/)
  expect(withoutSecrets(`x ${encodeURIComponent(HOOK)}`, secrets)).toBe('x [secret]')
})
