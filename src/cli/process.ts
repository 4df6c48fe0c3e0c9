import { dirname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { loadConfig, readEnvFile, type Config, type Env } from '../config.ts'
import type { Log } from '../domain/ports.ts'
import { forScreen } from '../lib/screen.ts'
import { fitTo } from '../lib/wrap.ts'
import { createLog } from '../log.ts'
import { userAgent } from '../version.ts'
import type { CliContext, GlobalOptions } from './context.ts'
import { hiddenWarnings, idleWarnings, strayWarnings } from './strays.ts'

/** The context of a real process: its streams, signals, clock and environment. */
export function createContext(
  options: () => GlobalOptions,
  exit: (code: number) => void,
): CliContext {
  let config: Config | undefined
  let log: Log | undefined
  const isTerminal = process.stdout.isTTY === true
  function getConfig(): Config {
    return (config ??= readConfig(options()))
  }
  return {
    out: writerTo(process.stdout),
    err: writerTo(process.stderr),
    readInput: () => text(process.stdin),
    isTerminal,
    colour: hasColour(isTerminal),
    width: process.stdout.columns ?? 100,
    clock: { now: () => Date.now() },
    now: () => Date.now(),
    config: getConfig,
    secrets: () => config?.secrets ?? [],
    log: () => (log ??= logOf(getConfig())),
    get rulesFolder() {
      return getConfig().rulesDir
    },
    // Loaded when they are needed: with them every command would start half a second later.
    async openStoreReadOnly() {
      const { openStoreIfThere } = await import('../store/index.ts')
      return openStoreIfThere(getConfig().dataDir)
    },
    async fetcher() {
      const { createFetcher } = await import('../feeds/fetch/index.ts')
      return createFetcher({ userAgent: userAgent(getConfig().contact) })
    },
    async findFeeds() {
      const { knownFeeds } = await import('../app/feeds.ts')
      const { feedsDir, rulesDir } = getConfig()
      return isBeside(rulesDir, feedsDir) ? knownFeeds(feedsDir) : undefined
    },
    exit,
    untilStopped,
  }
}

/**
 * What every command writes goes through here. Controls that came from outside end here, also on their way to a pager
 * or a file; lines that are too long for the terminal are broken between words.
 */
function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => {
    const clean = forScreen(text)
    stream.write(stream.isTTY ? fitTo(clean, stream.columns) : clean)
  }
}

/** What a shell reports of a program that SIGPIPE ended. */
const READER_GONE = 128 + 13

/** Where the reader has enough, as `head` has, the program ends without a word, as others do; Node would print a stack. */
export function endWithReader(stream: NodeJS.WritableStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(READER_GONE)
  })
}

/** A folder of feeds that is named belongs to any rules; the usual one to the rules that lie beside it. */
function isBeside(rules: string, feeds: string): boolean {
  return feeds !== 'feeds' || dirname(resolve(rules)) === process.cwd()
}

const ENV_FILE = '.env'

/** The settings of .env and of the environment, which wins. */
function readConfig(options: GlobalOptions): Config {
  const { env, hidden, idle } = readEnvFile(ENV_FILE)
  const warnings = [
    ...strayWarnings(ENV_FILE, Object.keys(env)),
    ...hiddenWarnings(ENV_FILE, hidden),
    ...idleWarnings(ENV_FILE, idle),
  ]
  const warn = writerTo(process.stderr)
  for (const warning of warnings) warn(`${warning}\n`)
  return loadConfig({ ...env, ...withoutEmpty(process.env) }, options)
}

/** A variable that is set to nothing hides no line of .env. */
function withoutEmpty(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
}

function logOf({ logLevel, secrets }: Config): Log {
  return createLog({
    level: logLevel,
    terminal: process.stderr.isTTY === true,
    secrets,
    write: (line) => void process.stderr.write(line),
  })
}

/** https://no-color.org and https://force-color.org */
function hasColour(isTerminal: boolean): boolean {
  if (process.env['NO_COLOR']) return false
  if (process.env['FORCE_COLOR']) return process.env['FORCE_COLOR'] !== '0'
  return isTerminal && process.env['TERM'] !== 'dumb'
}

/** The first signal ends the work in good order; a second one ends the process at once. */
function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve(signal)
        process.once(signal, () => process.exit(130))
      })
    }
  })
}
