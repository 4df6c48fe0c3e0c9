import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { LoopbackDiscord } from '../support/discord/index.ts'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')
const CLOCK = new URL('shifted-clock.ts', import.meta.url).href
const STDERR_KEPT = 4_000

export type Bot = {
  /** Undefined while it runs. */
  readonly ended: () => { readonly code: number | null; readonly signal: string | null } | undefined
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end; returns its exit code and the milliseconds that it took. */
  stop(): Promise<{ readonly code: number | null; readonly ms: number }>
  readonly lastWords: () => string
}

/** Writes feed and rule files for the bot into `folder`. */
export function writeFiles(folder: string, addresses: readonly string[]): void {
  const feeds = addresses.map(
    (url, at) =>
      `  - {id: gazette-${at}, title: Gazette ${at}, url: "${url}", every: 1s, allow_private: true}`,
  )
  mkdirSync(join(folder, 'feeds'), { recursive: true })
  mkdirSync(join(folder, 'rules'), { recursive: true })
  writeFileSync(join(folder, 'feeds', 'gazettes.yaml'), `feeds:\n${feeds.join('\n')}\n`)
  writeFileSync(
    join(folder, 'rules', 'samarium.yaml'),
    'topic: Samarium\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is dear\n',
  )
}

/** Starts the real bot on `folder`, its clock `aheadMs` ahead. */
export function startBot(folder: string, discord: LoopbackDiscord, aheadMs: number): Bot {
  const child = spawn(process.execPath, ['--import', CLOCK, MAIN, 'run'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      CLOCK_AHEAD_MS: String(aheadMs),
      DISCORD_TOKEN: discord.token,
      DISCORD_API: discord.api,
      CHANNEL_DEFAULT: discord.channels.alerts.id,
      CHANNEL_OPS: discord.channels.ops.id,
      LOG_LEVEL: 'warn',
    },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-STDERR_KEPT)
  })
  const exited = once(child, 'exit')
  function ended() {
    if (child.exitCode === null && child.signalCode === null) return undefined
    return { code: child.exitCode, signal: child.signalCode }
  }
  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (ended() === undefined) child.kill(signal)
    await exited
  }
  return {
    ended,
    kill: () => end('SIGKILL'),
    async stop() {
      const from = performance.now()
      await end('SIGTERM')
      return { code: child.exitCode, ms: Math.round(performance.now() - from) }
    },
    lastWords: () => said,
  }
}
