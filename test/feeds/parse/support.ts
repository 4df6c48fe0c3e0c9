import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFeed, type ParsedFeed, type ParseOptions } from '../../../src/feeds/parse/index.ts'

export const NOW = Date.UTC(2026, 7, 4)
const FOLDER = join(import.meta.dirname, '../../fixtures/feeds')

export function fixture(name: string): Buffer {
  return readFileSync(join(FOLDER, name))
}

export function parse(
  document: string | Uint8Array,
  options: Partial<ParseOptions> = {},
): Promise<ParsedFeed> {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document
  return parseFeed(bytes, { url: 'https://site.example/feed', now: NOW, ...options })
}

/** A feed of RSS 2.0 with these items, written as XML. */
export function rss(items: string, head = ''): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${head}${items}</channel></rss>`
}

export function iso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
