import { CommanderError } from 'commander'
import { InvariantError, NewsError } from '../domain/errors.ts'
import { fileTrouble, isFileTrouble } from '../lib/text-file.ts'
import { withoutSecrets } from '../log.ts'

/** What a command ends with; sysexits.h names 78 EX_CONFIG. */
export const EXIT = { good: 0, findings: 1, usage: 2, settings: 78 } as const

/** A command line that says nothing that can be done. */
export class UsageError extends Error {}

/** A failure as a person reads it: what is wrong and what to do; a stack only where the fault is ours. */
export function explainFailure(
  error: unknown,
  secrets: readonly string[],
): { readonly code: number; readonly text: string } {
  const { code, text } = describe(error)
  return { code, text: withoutSecrets(text, secrets) }
}

function describe(error: unknown): { code: number; text: string } {
  // commander has printed its own sentence already.
  if (error instanceof CommanderError)
    return { code: error.exitCode === 0 ? EXIT.good : EXIT.usage, text: '' }
  if (error instanceof UsageError) return { code: EXIT.usage, text: `${error.message}\n` }
  if (error instanceof NewsError && !(error instanceof InvariantError)) {
    const settings = error.blame === 'operator' || error.blame === 'rule-author'
    return { code: settings ? EXIT.settings : EXIT.findings, text: `${error.message}\n` }
  }
  const known = systemSentence(error)
  if (known) return { code: EXIT.settings, text: `${known}\n` }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    code: EXIT.findings,
    text: `trucewatch met a fault of its own. Please report it with the lines below.\n${stack}\n`,
  }
}

function systemSentence(error: unknown): string | undefined {
  const { path } = error as NodeJS.ErrnoException
  if (!isFileTrouble(error)) return undefined
  return path
    ? `${path}: ${fileTrouble(error)}.`
    : `Reading or writing failed: ${fileTrouble(error)}.`
}
