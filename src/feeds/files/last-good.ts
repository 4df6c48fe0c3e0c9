import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Feed } from '../../domain/feed.ts'
import { readFeedFiles, type FeedFile } from './index.ts'

const keptSchema = z.array(z.strictObject({ file: z.string(), text: z.string() }))

/** Keeps the feed files that were in force last, in one file; written aside and moved into place, so that it is whole. */
export async function keepLastGood(path: string, files: readonly FeedFile[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.new`, JSON.stringify(files), { mode: 0o600 })
  await rename(`${path}.new`, path)
}

/** The feeds that were in force last; undefined where none were ever kept or they cannot be read. */
export async function feedsBefore(path: string): Promise<readonly Feed[] | undefined> {
  const { feeds, problems } = readFeedFiles((await keptFiles(path)) ?? [])
  return problems.length > 0 || feeds.length === 0 ? undefined : feeds
}

async function keptFiles(path: string): Promise<readonly FeedFile[] | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    return keptSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
