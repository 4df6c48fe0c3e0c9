import pino from 'pino'
import pretty from 'pino-pretty'
import type { LogLevel } from './config.ts'
import { NewsError } from './domain/errors.ts'
import type { Log } from './domain/ports.ts'
import { withoutControls } from './lib/screen.ts'

export type LogOptions = {
  readonly level: LogLevel
  /** Readable lines for a person, JSON lines for a machine. */
  readonly terminal: boolean
  /** Values that are replaced wherever they would be written. */
  readonly secrets: readonly string[]
  readonly write: (line: string) => void
}

/** A log that cannot print a secret: the finished line is searched, whatever the data looked like. */
export function createLog({ level, terminal, secrets, write }: LogOptions): Log {
  const scrub = { write: (line: string) => write(withoutSecrets(line, secrets)) }
  const target = terminal ? readable(scrub.write) : scrub
  const timestamp = pino.stdTimeFunctions.isoTime
  const logger = pino({ level, base: null, timestamp, serializers: { error: inWords } }, target)
  return {
    debug: (event, data) => logger.debug(data ?? {}, event),
    info: (event, data) => logger.info(data ?? {}, event),
    warn: (event, data) => logger.warn(data ?? {}, event),
    error: (event, data) => logger.error(data ?? {}, event),
  }
}

/** JSON knows nothing of an error's message. Errors of ours say what to do; of others the stack says where they come from. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { message, stack } = error
  return error instanceof NewsError
    ? { code: error.code, message }
    : {
        ...Object.fromEntries(Object.entries(error)),
        message,
        stack: stack
          ?.split('\n')
          .slice(1, 6)
          .map((line) => line.trim()),
      }
}

/** Replaces every secret in a text; also as it looks inside JSON and percent-encoded. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let out = text
  for (const secret of secrets) {
    for (const form of new Set([secret, encodeURIComponent(secret)])) {
      if (form.length >= 4) out = out.replaceAll(form, '[secret]')
    }
  }
  return out
}

function readable(write: (line: string) => void): NodeJS.WritableStream {
  const format = pretty.prettyFactory({
    colorize: process.env['NO_COLOR'] === undefined,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
    singleLine: true,
  })
  return {
    write: (line: string) => (write(format(JSON.parse(line, cleaned))), true),
  } as NodeJS.WritableStream
}

/** Titles and what servers say come into the log too. */
function cleaned(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutControls(value) : value
}
