import type { Tokens } from '../../text/tokens.ts'

/** What is found in a text beside its tokens: percentages, dates, stretches of time. */
export type Found =
  | { readonly kind: 'percent'; readonly value: number }
  | {
      readonly kind: 'date'
      readonly year: number | undefined
      readonly month: number
      readonly day: number | undefined
    }
  | { readonly kind: 'span'; readonly count: number; readonly unit: string }

/** One position of a phrase, expanded: everything that may stand there. */
export type Atom = {
  /** The same key, the same atom: phrases are shared by it. */
  readonly key: string
  /** Token keys, or the index key of a Found, by which a text leads here. */
  readonly index: readonly string[]
  /** Any token that begins so, instead of `index`. */
  readonly prefix: string | undefined
  /** Whether a token whose key fits is really meant: capitals. Undefined: always. */
  readonly means: ((tokens: Tokens, at: number) => boolean) | undefined
  /** What it looks for beside tokens, and whether a Found is it; undefined for words. */
  readonly finds: Found['kind'] | undefined
  readonly fits: ((found: Found) => boolean) | undefined
  /** The exact forms, as `rules show` prints them. */
  readonly shown: readonly string[]
}

/** The parts of an atom that differ; the others are undefined. */
export function atom(parts: Pick<Atom, 'key' | 'index' | 'shown'> & Partial<Atom>): Atom {
  return { prefix: undefined, means: undefined, finds: undefined, fits: undefined, ...parts }
}

/** The key under which a Found is looked up; no token has a space in its key. */
export function foundKey(found: Found): string {
  if (found.kind === 'percent') return `percent ${found.value}`
  if (found.kind === 'date') return `month ${found.month}`
  return `span ${found.count} ${found.unit}`
}
