import { baseOf } from './base.ts'
import { formsOfBase } from './make.ts'
import { TWINS } from './table.ts'

const LATIN = /^[a-z]{3,}$/
const MOST_KNOWN = 50_000
const known = new Map<string, readonly string[]>()

/**
 * The finite list of forms that a word stands for: base, plural, -ed, -ing, with doubling, y→ie, and a small table of
 * irregular ones and of words with two spellings (licence, license). A form finds the same list as its base. Words
 * under three letters and other scripts stand for themselves. `word` is folded.
 */
export function formsOf(word: string): readonly string[] {
  const before = known.get(word)
  if (before) return before
  const forms = LATIN.test(word) ? latinForms(word) : [word]
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(word, forms)
  return forms
}

function latinForms(word: string): readonly string[] {
  const base = baseOf(word)
  const twin = TWINS.get(base)
  const [first, second] = twin === undefined || base < twin ? [base, twin] : [twin, base]
  const forms = [...formsOfBase(first), ...(second ? formsOfBase(second) : [])]
  return [...new Set(forms.includes(word) ? forms : [word, ...forms])]
}

export { baseOf }
