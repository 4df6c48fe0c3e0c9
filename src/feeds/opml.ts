import type { Feed } from '../domain/feed.ts'
import { SCHEMA_LINE } from './files/json-schema.ts'
import { attribute, childrenOf, escapeHtml, readXml, type Element } from './parse/xml.ts'

/** A subscription as another reader wrote it: http://opml.org/spec2.opml */
export type Subscription = {
  readonly title: string
  readonly url: string
  /** Its categories, where it has some; else the folders in which it stands, outermost first. */
  readonly folders: readonly string[]
  readonly lang: string | undefined
}

/** The subscriptions of an OPML document, each address once; empty where the text is none. */
export function readOpml(text: string): readonly Subscription[] {
  const start = text.indexOf('<')
  const found = readXml(start < 0 ? '' : text.slice(start), '').flatMap((root) =>
    outlines(root, []),
  )
  return [...new Map(found.map((one) => [one.url, one])).values()]
}

function outlines(element: Element, folders: readonly string[]): readonly Subscription[] {
  const name = attribute(element, 'title') || attribute(element, 'text') || ''
  const url = attribute(element, 'xmlurl')?.trim()
  const inside = element.name === 'outline' && !url && name ? [...folders, name] : folders
  const children = childrenOf(element).flatMap((child) => outlines(child, inside))
  if (!url || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return children
  const lang = attribute(element, 'language')?.slice(0, 2).toLowerCase()
  const categories = categoriesOf(attribute(element, 'category'))
  return [
    {
      title: name || new URL(url).hostname,
      url,
      folders: categories.length > 0 ? categories : folders,
      lang,
    },
    ...children,
  ]
}

/** `/Trade/Tariffs,ports`: paths and words between commas (OPML 2.0, `category`). */
function categoriesOf(category = ''): readonly string[] {
  const words = category.split(/[,/]/).map((word) => word.trim())
  return [...new Set(words.filter(Boolean))]
}

export type Imported = {
  /** The text of a feed file; undefined where everything is known. */
  readonly text: string | undefined
  readonly added: number
  /** Left out: a feed with this address is there. */
  readonly known: number
}

/** A feed file of the subscriptions that none of `existing` reads. */
export function importFile(
  subscriptions: readonly Subscription[],
  existing: readonly Feed[],
): Imported {
  const urls = new Set(existing.flatMap(({ addresses }) => addresses.map(({ url }) => url)))
  const ids = new Set(existing.map(({ id }) => id))
  const fresh = subscriptions.filter(({ url }) => !urls.has(url))
  const known = subscriptions.length - fresh.length
  if (fresh.length === 0) return { text: undefined, added: 0, known }
  const blocks = fresh.map((subscription) => feedBlock(subscription, ids))
  return { text: `${SCHEMA_LINE}\nfeeds:\n${blocks.join('')}`, added: fresh.length, known }
}

/** Values as JSON writes them, which YAML reads as they are. */
function feedBlock({ title, url, folders, lang }: Subscription, ids: Set<string>): string {
  const id = newId(title, url, ids)
  const tags = folders.map(slug).filter((tag) => tag !== '')
  const lines = [
    `  - id: ${id}`,
    `    title: ${JSON.stringify(title)}`,
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

/** The feeds as OPML, a folder for each file. Pages read by selectors or paths are no feeds to others: they are left out. */
export function writeOpml(feeds: readonly Feed[], now: number): string {
  const readable = feeds.filter(({ addresses: [{ list, json }] }) => !list && !json)
  const files = [...new Set(readable.map(({ file }) => file))]
  const folders = files.map((file) => {
    const inside = readable.filter((feed) => feed.file === file).map(outline)
    return `    <outline ${attributes({ text: folderName(file) })}>\n${inside.join('')}    </outline>\n`
  })
  const date = new Date(now).toUTCString()
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>trucewatch</title><dateCreated>${date}</dateCreated></head>
  <body>
${folders.join('')}  </body>
</opml>
`
}

function outline({ title, addresses, lang, tags }: Feed): string {
  const about = { type: 'rss', text: title, title, xmlUrl: addresses[0].url, language: lang }
  const category = tags.length > 0 ? tags.map((tag) => `/${tag}`).join(',') : undefined
  return `      <outline ${attributes({ ...about, category })}/>\n`
}

function folderName(file: string): string {
  return file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/i, '')
}

function attributes(values: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}="${escapeHtml(allowed(value))}"`],
    )
    .join(' ')
}

/** Without what XML 1.0 forbids, escaped or not (https://www.w3.org/TR/xml/#charsets). */
function allowed(text: string): string {
  return text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}
