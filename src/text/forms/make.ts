import { stemsOf } from './endings.ts'
import { ING_PLURALS, isSolo, PASTS, PLURALS } from './table.ts'

/** Base, plural, past and -ing forms of a base. */
export function formsOfBase(base: string): readonly string[] {
  if (isSolo(base)) return [base]
  if (isNoun(base)) return [base, ...pluralsOf(base)]
  const ings = ingsOf(base)
  return [
    base,
    ...pluralsOf(base),
    ...pastsOf(base),
    ...ings,
    ...(ING_PLURALS.has(base) ? ings.map((ing) => `${ing}s`) : []),
  ]
}

export function pluralsOf(base: string): readonly string[] {
  const irregular = PLURALS.get(base)
  if (irregular) return irregular
  if (isMan(base)) return [`${base.slice(0, -2)}en`]
  if (/[^aeiou]y$/.test(base)) return [`${base.slice(0, -1)}ies`]
  if (/[^aeiou]o$/.test(base)) return [`${base}s`, `${base}es`]
  return [/(?:s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`]
}

/** Nobody crisised, nobody chairmanned. */
function isNoun(base: string): boolean {
  return (PLURALS.has(base) && base !== 'index') || (isMan(base) && base.length > 3)
}

/** chairman, spokeswoman; but not human and German. */
export function isMan(base: string): boolean {
  return base.endsWith('man') && !/(?:hu|^ger|^ro|otto|talis|sha|^nor|^o)man$/.test(base)
}

export function pastsOf(base: string): readonly string[] {
  const irregular = PASTS.get(base)
  if (irregular) return irregular
  if (base.endsWith('e')) return [`${base}d`]
  if (/[^aeiou]y$/.test(base)) return [`${base.slice(0, -1)}ied`]
  return stemsOf(base).map((stem) => `${stem}ed`)
}

export function ingsOf(base: string): readonly string[] {
  if (base.endsWith('ie')) return [`${base.slice(0, -2)}ying`]
  if (/[^eoy]e$/.test(base) && base.length > 2) return [`${base.slice(0, -1)}ing`]
  return stemsOf(base).map((stem) => `${stem}ing`)
}
