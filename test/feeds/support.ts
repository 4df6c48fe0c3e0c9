import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Entry } from '../../src/domain/article.ts'
import type { Feed, FeedAddress } from '../../src/domain/feed.ts'
import type { FetchAnswer, Fetcher, FetchRequest } from '../../src/domain/fetching.ts'
import type { Log } from '../../src/domain/ports.ts'
import type { ParsedFeed } from '../../src/feeds/parse/index.ts'
import { freshFolder } from '../support/folders.ts'
import { NOON } from '../support/things.ts'

/** A feed of a file, with what matters to the test. */
export function aFeed(over: Partial<Feed> & { readonly url?: string } = {}): Feed {
  const { url = 'https://wire.example/feed', ...rest } = over
  const first: FeedAddress = { url }
  return {
    id: 'wire',
    title: 'Example Wire',
    publisher: 'Example Wire',
    addresses: [first],
    lang: 'en',
    tags: [],
    every: undefined,
    zone: undefined,
    userAgent: undefined,
    allowPrivate: false,
    enabled: true,
    file: 'feeds/press.yaml',
    line: 3,
    ...rest,
  }
}

export function anEntry(over: Partial<Entry> = {}): Entry {
  return {
    id: 'g-1',
    idIsLink: false,
    url: 'https://wire.example/1',
    title: 'Ministry clears magnet exports',
    summary: '',
    content: '',
    published: NOON,
    updated: undefined,
    author: undefined,
    categories: [],
    lang: undefined,
    ...over,
  }
}

export function parsed(entries: readonly Entry[] = [anEntry()]): ParsedFeed {
  return { kind: 'rss', title: 'Wire', url: 'https://wire.example/', entries }
}

export type FakeAnswer = Partial<Omit<FetchAnswer, 'body'>> & { readonly body?: string }

/** A fetcher that answers by a function and remembers what was asked. */
export function fakeFetcher(
  answer: (request: FetchRequest) => FakeAnswer | Error | Promise<FakeAnswer | Error>,
): Fetcher & { readonly asked: FetchRequest[] } {
  const asked: FetchRequest[] = []
  return {
    asked,
    async fetch(request) {
      asked.push(request)
      const given = await answer(request)
      if (given instanceof Error) throw given
      const body = new TextEncoder().encode(given.body ?? '<rss></rss>')
      return {
        status: 200,
        url: request.url,
        headers: {},
        redirects: [],
        elapsedMs: 1,
        ...given,
        body,
      }
    },
    close: () => Promise.resolve(),
  }
}

/** A clock that stands still until it is moved. */
export function aClock(now: number = NOON) {
  return {
    at: now,
    now(): number {
      return this.at
    },
  }
}

export function silentLog(): Log & { readonly lines: string[] } {
  const lines: string[] = []
  function add(event: string): void {
    lines.push(event)
  }
  return { lines, debug: () => undefined, info: add, warn: add, error: add }
}

/** A folder with these files, removed when the test ends. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = freshFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}
