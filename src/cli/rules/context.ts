import type { Fetcher } from '../../domain/fetching.ts'
import type { Store } from '../../domain/ports.ts'
import type { FindFeeds } from '../../rules/check/feeds.ts'
import type { TerminalOutput } from '../terminal.ts'

/** What the rule commands need from outside. Nothing is opened before it is needed. */
export type RulesContext = TerminalOutput & {
  readonly rulesFolder: string
  /** Undefined where there is no database yet. The command closes it. */
  openStoreReadOnly(): Promise<Store | undefined>
  fetcher(): Promise<Fetcher>
  /** The feeds that these rules are asked of; undefined where there are none beside them. */
  readonly findFeeds: FindFeeds
  /** Epoch milliseconds. */
  now(): number
  /** What stands on standard input, for `rules try -`. */
  readInput(): Promise<string>
  /** A command's exit code: 0 good, 1 findings, 2 usage, 78 bad settings. */
  exit(code: number): void
  /** Resolves when the process is asked to stop, for `--watch`. */
  untilStopped(): Promise<unknown>
}
