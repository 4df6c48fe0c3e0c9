import type { Feed } from '../domain/feed.ts'
import { cutTo } from '../lib/width.ts'
import { YAML_LIMITS, beyondLimits } from '../lib/yaml.ts'
import { readFeedFile } from './files/index.ts'
import { SCHEMA_LINE } from './files/json-schema.ts'
import type { Subscription } from './opml.ts'

export type Imported = {
  /** Feed files, each as a text and the number of feeds in it; none where everything is known. */
  readonly files: readonly { readonly text: string; readonly feeds: number }[]
  /** Left out: a feed with this address is there. */
  readonly known: number
  /** Left out: no feed file can hold them, for their length. */
  readonly unwritable: readonly Subscription[]
}

/** Half of what a file may hold: people add to it. */
const MOST = { feeds: 500, characters: YAML_LIMITS.characters / 2 }
const MOST_TAGS = 20
const LONGEST_TITLE = 300

/** Feed files of the subscriptions that none of `existing` reads. */
export function importFiles(
  subscriptions: readonly Subscription[],
  existing: readonly Feed[],
): Imported {
  const urls = new Set(existing.flatMap(({ addresses }) => addresses.map(({ url }) => url)))
  const ids = new Set(existing.map(({ id }) => id))
  const fresh = subscriptions.filter(({ url }) => !urls.has(url))
  const written = fresh.map((subscription) => {
    const block = feedBlock(subscription, ids)
    return { subscription, block, isGood: readFeedFile('', textOf([block])).problems.length === 0 }
  })
  return {
    files: filesOf(written.flatMap(({ block, isGood }) => (isGood ? [block] : []))),
    known: subscriptions.length - fresh.length,
    unwritable: written.flatMap(({ subscription, isGood }) => (isGood ? [] : [subscription])),
  }
}

/** As few files of about the same size as can be read again. */
function filesOf(blocks: readonly string[]): Imported['files'] {
  if (blocks.length === 0) return []
  const text = textOf(blocks)
  const isSmall = blocks.length <= MOST.feeds && text.length <= MOST.characters
  if (blocks.length === 1 || (isSmall && !beyondLimits(text)))
    return [{ text, feeds: blocks.length }]
  const middle = Math.ceil(blocks.length / 2)
  return [...filesOf(blocks.slice(0, middle)), ...filesOf(blocks.slice(middle))]
}

function textOf(blocks: readonly string[]): string {
  return `${SCHEMA_LINE}\nfeeds:\n${blocks.join('')}`
}

/** Values as JSON writes them, which YAML reads as they are. */
function feedBlock({ title, url, folders, lang }: Subscription, ids: Set<string>): string {
  const id = newId(title, url, ids)
  const tags = [...new Set(folders.map(slug))].filter((tag) => tag !== '').slice(0, MOST_TAGS)
  const lines = [
    `  - id: ${id}`,
    `    title: ${JSON.stringify(cutTo(title, LONGEST_TITLE))}`,
    `    url: ${JSON.stringify(url)}`,
    ...(lang && /^[a-z]{2}$/.test(lang) ? [`    lang: ${lang}`] : []),
    ...(tags.length > 0 ? [`    tags: ${JSON.stringify(tags)}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function newId(title: string, url: string, ids: Set<string>): string {
  const base = (slug(title) || slug(new URL(url).hostname.replace(/^www\./, '')) || 'feed').slice(
    0,
    40,
  )
  let id = base
  for (let count = 2; ids.has(id); count++) id = `${base}-${count}`
  ids.add(id)
  return id
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
