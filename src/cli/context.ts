import type { Config } from '../config.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { RulesContext } from './rules/context.ts'

/** The options that every command takes. */
export type GlobalOptions = {
  readonly data?: string
  readonly feeds?: string
  readonly rules?: string
}

/** What a command has of the world around it; tests hand in another one. Nothing is read before it is needed. */
export type CliContext = RulesContext & {
  /** Whether `out` may be coloured. */
  readonly colour: boolean
  /** Columns of the terminal. */
  readonly width: number
  readonly clock: Clock
  /** The settings, read once. Throws ConfigError. */
  config(): Config
  /** Values that must not be printed, as far as the settings were read. */
  secrets(): readonly string[]
  log(): Log
  /** Resolves with the signal's name when the process is asked to stop. */
  untilStopped(): Promise<string>
}
