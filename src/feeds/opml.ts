import type { Feed } from '../domain/feed.ts'
import { squeeze } from '../lib/html.ts'
import { withinDepth } from '../lib/markup-depth.ts'
import { attribute, childrenOf, escapeHtml, readXml, type Element } from './parse/xml.ts'

/** A subscription as another reader wrote it: http://opml.org/spec2.opml */
export type Subscription = {
  readonly title: string
  readonly url: string
  /** Its categories, where it has some; else the folders in which it stands, outermost first. */
  readonly folders: readonly string[]
  readonly lang: string | undefined
}

export type LeftOut = {
  readonly name: string
  readonly why: 'no-address' | 'other-address' | 'twice'
}

export type Opml = {
  /** Each address once, with the folders of all its places. */
  readonly subscriptions: readonly Subscription[]
  /** What looks like a subscription and is none. */
  readonly leftOut: readonly LeftOut[]
  /** Whether all of it was read: `cut` where its end is missing, `too-deep` where folders go on and on. */
  readonly ending: 'whole' | 'cut' | 'too-deep'
}

/** Folders in folders; the parser's work grows with the square of it. */
const DEEPEST = 10_000
/** More folders than this tell nobody anything as tags. */
const MOST_FOLDERS = 8
/** Control characters and invisible ones, without the joiners that writing needs and the tags that some flags end in. */
const INVISIBLE = /[[\p{Cc}\p{Cf}]--[\u{e0020}-\u{e007f}\u200c\u200d]]/gv

/** What an OPML document says; without subscriptions where the text is none. */
export function readOpml(text: string): Opml {
  const start = text.indexOf('<')
  const document = withinDepth(start < 0 ? '' : text.slice(start), DEEPEST)
  const found = new Map<string, Subscription>()
  const leftOut: LeftOut[] = []
  for (const { outline, folders } of outlinesIn(readXml(document, ''))) {
    const read = subscriptionOf(outline, folders)
    if ('why' in read) leftOut.push(read)
    else {
      const before = found.get(read.url)
      if (before) leftOut.push({ name: read.title, why: 'twice' })
      found.set(read.url, before ? withFolders(before, read.folders) : read)
    }
  }
  const isTooDeep = document.length < text.length - Math.max(0, start)
  return {
    subscriptions: [...found.values()],
    leftOut,
    ending: isTooDeep ? 'too-deep' : stopsEarly(document) ? 'cut' : 'whole',
  }
}

function stopsEarly(text: string): boolean {
  return /<opml[\s>]/i.test(text) && !/<\/opml\s*>/i.test(text)
}

type Placed = { readonly outline: Element; readonly folders: readonly string[] }

/** The outlines that are no folders, in the order of the document. Without recursion: any depth may come. */
function* outlinesIn(roots: readonly Element[]): Generator<Placed> {
  const waiting = roots.map((outline): Placed => ({ outline, folders: [] })).toReversed()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { outline, folders } = next
    const children = childrenOf(outline)
    const isOutline = outline.name === 'outline'
    const hasAddress = attribute(outline, 'xmlurl') !== undefined
    const isFeed = hasAddress || attribute(outline, 'type') === 'rss' || children.length === 0
    if (isFeed && (isOutline || hasAddress)) yield next
    const name = isOutline && !isFeed ? nameOf(outline) : ''
    const inside = name && folders.length < MOST_FOLDERS ? [...folders, name] : folders
    for (const child of children.toReversed()) waiting.push({ outline: child, folders: inside })
  }
}

function subscriptionOf(outline: Element, folders: readonly string[]): Subscription | LeftOut {
  const name = nameOf(outline)
  const url = visible(attribute(outline, 'xmlurl') ?? '')
  if (!url) return { name, why: 'no-address' }
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {}
  if (!/^https?:$/.test(protocol))
    return { name: protocol ? `${name} (${protocol})`.trim() : name, why: 'other-address' }
  const categories = categoriesOf(attribute(outline, 'category'))
  return {
    title: name || hostname,
    url,
    folders: categories.length > 0 ? categories : folders,
    lang: attribute(outline, 'language')?.slice(0, 2).toLowerCase(),
  }
}

function nameOf(outline: Element): string {
  return visible(attribute(outline, 'title') ?? '') || visible(attribute(outline, 'text') ?? '')
}

function visible(text: string): string {
  return squeeze(text).replace(INVISIBLE, '').trim()
}

function withFolders(one: Subscription, more: readonly string[]): Subscription {
  return { ...one, folders: [...new Set([...one.folders, ...more])] }
}

/** `/Trade/Tariffs,ports`: paths and words between commas (OPML 2.0, `category`). */
function categoriesOf(category = ''): readonly string[] {
  const words = category.split(/[,/]/).map(visible)
  return [...new Set(words.filter(Boolean))]
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
