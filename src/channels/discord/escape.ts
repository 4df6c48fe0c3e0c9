import { fit, plain } from '../plain.ts'

/**
 * Everything that Discord's markdown reads, outside of line starts:
 * https://support.discord.com/hc/en-us/articles/210298617 (emphasis, code, spoilers, masked links) and
 * https://discord.com/developers/docs/reference#message-formatting (`<t:…>`, `<@…>`, `<:…>`, `</…>`).
 */
const MARKUP = /[\\*_~`|<>[\]]/g
/** Headings, small print, quotes and lists count at the start of a line only. */
const LINE_START = /^(?:#|-|\+|>|\d+(?=[.)]))/
/** Discord links what starts with a scheme; a text that shows an address must not become a link. Bounded: linear time. */
const SCHEME = /[a-z][a-z0-9+.-]{0,30}:\/\/+/gi
/** Invites unfold without a scheme. */
const INVITE = /\b(discord|dsc)(?:app)?\.(?=gg\b|com\/invite)/gi
const MASS_MENTION = /@(?=everyone|here)/gi

/** Plain text without addresses and mass mentions; still unescaped. */
export function defang(text: string): string {
  let out = plain(text)
  // Taking one scheme out may join the halves of another.
  for (let before = ''; before !== out;) {
    before = out
    out = out.replace(SCHEME, '')
  }
  return out
    .replace(INVITE, (host) => `${host.slice(0, -1)}[.]`)
    .replace(MASS_MENTION, '@\u200b')
    .trim()
}

/** Backslashes before everything that would be markup; for text that has been defanged. */
export function escapeMarkup(text: string): string {
  return text.replace(MARKUP, '\\$&')
}

/** Text of a feed as Discord shows it literally, within `limit` characters, at the start of a line or behind one. */
export function literal(text: string, limit: number): string {
  return protectLineStart(fit(defang(text), limit - 1, escapeMarkup))
}

// What could be a mention or a time elsewhere is left escaped, so that nothing hangs on the marks around it.
const CODE_SPAN = /((?<!`)`[^`<@]+`(?!`))/

/** A line of the program: `literal`, but what it put between single backticks is shown as code, inert as before. */
export function withCode(text: string, limit: number): string {
  const room = limit - 1
  let out = ''
  for (const piece of defang(text).split(CODE_SPAN)) {
    const isCode = CODE_SPAN.test(piece)
    const drawn = isCode ? code(piece.slice(1, -1), piece.length) : escapeMarkup(piece)
    if (out.length + drawn.length <= room) {
      out += drawn
      continue
    }
    // Nothing is cut inside code: half of a command is none.
    out = isCode ? `${out.slice(0, room - 1)}…` : out + fit(piece, room - out.length, escapeMarkup)
    break
  }
  return protectLineStart(out)
}

/** Text of a feed where Discord reads no markup: an embed's author and footer. */
export function unmarked(text: string, limit: number): string {
  return fit(defang(text), limit)
}

/** Inline code: backticks would end it and cannot be escaped inside. */
export function code(text: string, limit: number): string {
  const inside = fit(defang(text).replaceAll('`', 'ˋ'), limit - 2)
  return inside === '' ? '' : `\`${inside}\``
}

/** A link of ours; `label` is markup already. */
export function maskedLink(label: string, link: URL): string {
  const target = link.href.replace(/[()<>[\]\\|*_~`]/g, percent)
  return `[${label}](${target})`
}

/** A backslash before what would make the line a heading, a quote or a list. */
export function protectLineStart(markup: string): string {
  return markup.replace(LINE_START, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`))
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
