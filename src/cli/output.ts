import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { ConfigError } from '../domain/errors.ts'
import { fileTrouble } from '../lib/text-file.ts'

/** Writes one thing as a line of JSON. */
export type WriteLine = (line: object) => Promise<void>

/**
 * Opens a file of JSON lines for `work`. What is written takes its name only when all of it is there: a failure leaves
 * an earlier file as it was. A device, such as /dev/stdout, is written to as it is. Throws ConfigError.
 */
export async function writingLines<T>(
  path: string,
  work: (write: WriteLine) => Promise<T>,
): Promise<T> {
  const isPlain = (await stat(path).catch(() => undefined))?.isFile() ?? true
  const part = isPlain ? `${path}.part` : path
  const stream = createWriteStream(part)
  const failure = failureOf(stream, path)
  try {
    await Promise.race([once(stream, 'open'), failure])
    const result = await Promise.race([work((line) => writeLine(stream, line, failure)), failure])
    stream.end()
    await Promise.race([once(stream, 'close'), failure])
    if (isPlain) await rename(part, path)
    return result
  } catch (error) {
    stream.destroy()
    if (isPlain) await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeLine(stream: WriteStream, line: object, failure: Promise<never>) {
  if (!stream.write(`${JSON.stringify(line)}\n`))
    await Promise.race([once(stream, 'drain'), failure])
}

/** Rejects when the stream fails, whoever waits then. */
function failureOf(stream: WriteStream, path: string): Promise<never> {
  const failure = new Promise<never>((_, reject) => {
    stream.on('error', (cause) => reject(notWritten(path, cause)))
  })
  failure.catch(() => undefined)
  return failure
}

/** Writes a file that must not be there yet; `cure` says what to do where it is. Throws ConfigError. */
export async function writeNewFile(path: string, text: string, cure: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw notWritten(path, cause)
    throw new ConfigError(`${path} is there already; ${cure}.`, 'file-exists', cause)
  })
}

function notWritten(path: string, cause: Error): ConfigError {
  return new ConfigError(`${path} cannot be written: ${fileTrouble(cause)}.`, 'bad-output', cause)
}
