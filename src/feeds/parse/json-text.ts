import { FeedError } from '../../domain/errors.ts'

/** How an answer begins that is JSON: plainly, in a JavaScript call (JSONP), or behind a guard against one. */
const BEGINNING = /^(?:[[{]|[\w$.]{1,60}\(\s*[[{]|\)\]\}')/

export function looksLikeJson(text: string): boolean {
  return BEGINNING.test(text)
}

/** A JSON answer; `isCut` where it ended in the middle and what was whole of it was kept. */
export type JsonAnswer = { readonly value: unknown; readonly isCut: boolean }

/** Throws FeedError. Commas too many, control characters in strings and a missing end are no reason to. */
export function parseJson(text: string): JsonAnswer {
  const inner = withoutCall(text.replace(/^\)\]\}',?/, ''))
  try {
    return { value: JSON.parse(inner), isCut: false }
  } catch (error) {
    const mended = mend(inner)
    try {
      return { value: JSON.parse(mended.text), isCut: mended.isCut }
    } catch {
      throw new FeedError('not-a-feed', 'The answer is not JSON.', 'soon', error)
    }
  }
}

/** What stands in a call; the end of one that is cut is missing. */
function withoutCall(text: string): string {
  const call = /^\s*[\w$.]{1,60}\(/.exec(text)
  if (!call) return text
  const inside = text.slice(call[0].length).trimEnd().replace(/;$/, '').trimEnd()
  return inside.endsWith(')') ? inside.slice(0, -1) : inside
}

const TOKEN = /"(?:[^"\\]+|\\[\s\S])*"?|[[\]{}]|,(?=\s*[\]}])/g

/** Strings without raw control characters, lists without a comma at their end; a text that stops early ends behind its last whole value. */
function mend(text: string): { readonly text: string; readonly isCut: boolean } {
  const open: string[] = []
  let whole = { length: 0, open: '' }
  let out = ''
  let from = 0
  for (const token of text.matchAll(TOKEN)) {
    out += text.slice(from, token.index) + clean(token[0])
    from = token.index + token[0].length
    if (token[0] === '{' || token[0] === '[') open.push(token[0] === '{' ? '}' : ']')
    if (token[0] !== '}' && token[0] !== ']') continue
    if (open.pop() !== token[0]) break
    if (open.length === 0) return { text: out, isCut: false }
    // Lists within an entry do not count: half an entry is none.
    if (open.at(-1) === ']' && open.indexOf(']') === open.length - 1)
      whole = { length: out.length, open: open.toReversed().join('') }
  }
  return { text: out.slice(0, whole.length) + whole.open, isCut: true }
}

function clean(token: string): string {
  if (token === ',') return ''
  return token.startsWith('"') ? token.replace(/\p{Cc}/gu, ' ') : token
}
