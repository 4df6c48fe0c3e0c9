import { decodeEntities } from './entities.ts'

/** Elements that nobody reads. */
const UNREAD = new Set(
  'script style noscript template iframe svg object select textarea head'.split(' '),
)
/** Elements that end a line; the others stand within one. */
const BLOCKS = new Set(
  'p div br li ul ol tr td th table thead tbody h1 h2 h3 h4 h5 h6 blockquote pre section article figure figcaption header footer aside main nav dt dd dl hr form center address details summary option mi mn mo mtext'.split(
    ' ',
  ),
)
const INLINE = new Set(
  'a abbr acronym b bdi bdo big button caption cite code col colgroup data del dfn em embed fieldset font i img input ins kbd label legend link map mark math meta mrow msub msup audio video source picture track area body html title base o q rb rp rt ruby s samp small span strike strong sub sup tfoot time tt u var wbr param applet nobr marquee content summary canvas dialog meter output progress'.split(
    ' ',
  ),
)
const VOID = new Set(
  'br hr img input wbr meta link source embed area base col param track'.split(' '),
)
const TAG = /<(\/?)([a-z][a-z\d]*(?::[a-z][\w-]*)?)(?=[\s/>]|$)/iy
/** How a page hides words from people: hidden, aria-hidden, and inline styles that leave nothing to see. */
const HIDDEN =
  /(?:^|[\s"'])hidden(?=[\s=/>]|$)|aria-hidden\s*=\s*["']?true|(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|max-height)\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent|margin-left)\s*:\s*-\d{4})/i
const LONGEST_VALUE = 4_000

type Reader = {
  readonly html: string
  readonly keepUnknown: boolean
  at: number
  out: string
  lower: string | undefined
  /** Where the last `>` stands. */
  readonly lastEnd: number
}

/**
 * The words of a text that may hold HTML, in reading order: tags, comments, code and what a page hides are left out, a
 * block begins a new line, character references are resolved. One pass, linear in the length of any input.
 * `keepUnknown`: tags that HTML does not know are words, as in "how List<T> works".
 */
export function wordsOf(html: string, keepUnknown = false): string {
  if (!html.includes('<')) return decodeEntities(html)
  const reader: Reader = {
    html,
    keepUnknown,
    at: 0,
    out: '',
    lower: undefined,
    lastEnd: html.lastIndexOf('>'),
  }
  while (reader.at < html.length) {
    const open = html.indexOf('<', reader.at)
    if (open < 0) break
    reader.out += html.slice(reader.at, open)
    reader.at = open
    readMarkup(reader)
  }
  return decodeEntities(reader.out + html.slice(reader.at))
}

function readMarkup(reader: Reader): void {
  const { html, at } = reader
  TAG.lastIndex = at
  const tag = TAG.exec(html)
  if (!tag) return readDeclaration(reader)
  const name = tag[2]!.toLowerCase()
  if (reader.keepUnknown && !isKnown(name)) {
    reader.out += html[at]!
    reader.at = at + 1
    return
  }
  const end = endOfTag(html, at + tag[0].length)
  // A description that was cut within a tag ends with it.
  reader.at = end < 0 ? html.length : end
  if (BLOCKS.has(name)) reader.out += '\n'
  if (tag[1] || end < 0 || VOID.has(name) || html[end - 2] === '/') return
  if (UNREAD.has(name)) skipTo(reader, `</${name}`)
  else if (HIDDEN.test(html.slice(at + tag[0].length, Math.min(end, at + LONGEST_VALUE))))
    skipElement(reader, name)
}

function isKnown(name: string): boolean {
  return BLOCKS.has(name) || INLINE.has(name) || UNREAD.has(name) || name.includes(':')
}

/** Comments, `<!…>` and `<?…?>` go; a `<` that opens nothing stays. */
function readDeclaration(reader: Reader): void {
  const { html, at } = reader
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4)
    reader.at = end < 0 ? html.length : end + 3
    return
  }
  const isDeclaration = /^<[!?/][a-z[]/i.test(html.slice(at, at + 3))
  // Behind the last one no other is looked for again and again.
  const end = isDeclaration && at < reader.lastEnd ? html.indexOf('>', at) : -1
  if (end < 0) reader.out += '<'
  reader.at = end < 0 ? at + 1 : end + 1
}

/** Behind the `>` that ends a tag, quoted values respected; -1 where none follows. */
function endOfTag(html: string, from: number): number {
  for (let at = from; at < html.length; at++) {
    const unit = html.charCodeAt(at)
    if (unit === 62) return at + 1
    if ((unit === 34 || unit === 39) && html[at - 1] === '=') {
      const close = html.slice(at + 1, at + LONGEST_VALUE).indexOf(html[at]!)
      if (close >= 0) at += close + 1
    }
  }
  return -1
}

/** To behind the closing tag; to the end where none follows, as a browser does. */
function skipTo(reader: Reader, closing: string): void {
  reader.lower ??= reader.html.toLowerCase()
  const close = reader.lower.indexOf(closing, reader.at)
  const end = close < 0 ? -1 : reader.html.indexOf('>', close)
  reader.at = end < 0 ? reader.html.length : end + 1
}

/** Leaves out a hidden element with all that it holds. */
function skipElement(reader: Reader, name: string): void {
  reader.lower ??= reader.html.toLowerCase()
  const tags = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'g')
  tags.lastIndex = reader.at
  let depth = 1
  for (let tag = tags.exec(reader.lower); tag; tag = tags.exec(reader.lower)) {
    depth += tag[1] ? -1 : 1
    if (depth > 0) continue
    const end = reader.html.indexOf('>', tag.index)
    reader.at = end < 0 ? reader.html.length : end + 1
    return
  }
  reader.at = reader.html.length
}
