import { text } from 'node:stream/consumers'
import { loadConfig, readEnvironment, type Config } from '../config.ts'
import type { Log } from '../domain/ports.ts'
import { createLog } from '../log.ts'
import { userAgent } from '../version.ts'
import type { CliContext, GlobalOptions } from './context.ts'

/** The context of a real process: its streams, signals, clock and environment. */
export function createContext(
  options: () => GlobalOptions,
  exit: (code: number) => void,
): CliContext {
  let config: Config | undefined
  let log: Log | undefined
  const isTerminal = process.stdout.isTTY === true
  function getConfig(): Config {
    return (config ??= loadConfig(readEnvironment('.env', process.env), options()))
  }
  return {
    out: (chunk) => void process.stdout.write(chunk),
    err: (chunk) => void process.stderr.write(chunk),
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
    exit,
    untilStopped,
  }
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
