import { loadHtml } from '../../lib/html.ts'

/** Any page will do: a selector is compiled before anything is looked for. */
const PAGE = loadHtml('<ul><li><a></a></li></ul>')
/** A word or a sign with which no selector begins: a path of another language, or a piece of the page itself. */
const FOREIGN = /^(?:[<$@%\d]|\/(?!\*))/

/** Why pages cannot be read by a text as a CSS selector; undefined where they can. */
export function selectorTrouble(selector: string): string | undefined {
  if (FOREIGN.test(selector)) return `none begins with ${selector[0]}`
  if (/(?<!\\)[>+~]$/.test(selector)) return `nothing stands behind its last ${selector.at(-1)}`
  try {
    const list = PAGE('ul')
    list.find(selector)
    list.is(selector)
    return undefined
  } catch (error) {
    if (error instanceof RangeError) return 'it is nested too deeply'
    return inWords((error as Error).message)
  }
}

/** The packages that read selectors speak to programmers. */
function inWords(message: string): string {
  for (const [pattern, words] of WORDS)
    if (pattern.test(message)) return message.replace(pattern, words)
  return message.charAt(0).toLowerCase() + message.slice(1)
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Expected name, found (.*)$/s, 'a name is missing at $1'],
  [/^(?:Parenthesis not matched|Missing closing parenthesis).*$/s, 'a ( is never closed'],
  [/^Attribute selector didn't terminate.*$/s, 'a [ is never closed, or its value needs quotes'],
  [/^Empty sub-selector.*$/s, 'a part of it is empty'],
  [/^Unmatched selector: (.*)$/s, 'it cannot be read from $1 on'],
  [/^Unknown pseudo-class (.*)$/s, 'there is no $1'],
  [/^Pseudo-elements .*$/s, 'what :: names is no part of a page'],
  [/^Namespaced .*$/s, 'names with | are not read'],
  [/^Did not expect successive traversals.*$/s, 'two of > + ~ stand side by side'],
]
