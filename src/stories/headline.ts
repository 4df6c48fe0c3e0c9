import type { Fact } from '../domain/story.ts'
import { tokenise, type Tokens } from '../text/tokens.ts'
import { factsOf } from './facts.ts'
import { LEXICON } from './lexicon.ts'
import { termsOf } from './terms.ts'

/** What kind of article a headline announces. */
export type Genre = 'news' | 'market' | 'analysis'

/** What a headline says that tells two developments apart, however alike the words are. */
export type HeadlineFacts = {
  readonly facts: readonly Fact[]
  /** Numbers of any kind, by value. */
  readonly numbers: ReadonlySet<string>
  readonly actors: ReadonlySet<string>
  /** Persons and companies, as far as capitals show them. */
  readonly names: ReadonlySet<string>
  readonly isNegated: boolean
  /** Terms of what is still to come: meet in "to meet". */
  readonly planned: ReadonlySet<string>
  readonly genre: Genre
}

const NEGATION = /\b(?:not|no|never|rejects?|denies|denied|rebuts?)\b|n['’]t\b/i
/** Words after which a verb tells what is still to come. */
const AHEAD = new Set('to will may might could would plans set expected vows'.split(' '))
const MARKET =
  /\b(?:(?<!oil )stocks(?! worth)|stock (?:market|futures)|shares|wall street|sensex|nifty|nikkei|dow jones|s&p 500|ftse|futures|oil prices|crude (?:extends|prices?|rises?|falls?|slips?|futures)|(?:dollar|euro|yen|yuan|bonds?) (?:rises?|falls?|gains?|slips?|slides?|jumps?|drops?))\b/i
const ANALYSIS =
  /^(?:how|why|what|which|where|who|here are|here['’]s|the math|inside|opinion|factbox|explainer|analysis|editorial)\b|\b(?:explained|explainer|explains|questions|takeaways|things to know|what to know|what it means|winners and losers|timeline)\b|\?$/i

/** `title` is the headline's terms. */
export function headlineFacts(headline: string, title: readonly string[]): HeadlineFacts {
  return {
    facts: factsOf(headline),
    numbers: new Set(title.filter((term) => term.startsWith('#'))),
    actors: new Set(title.filter((term) => term.startsWith('@'))),
    names: namesIn(headline),
    isNegated: NEGATION.test(headline),
    planned: plannedIn(headline),
    genre: MARKET.test(headline) ? 'market' : ANALYSIS.test(headline) ? 'analysis' : 'news',
  }
}

function plannedIn(headline: string): ReadonlySet<string> {
  const { keys, count } = tokenise(headline)
  const planned = new Set<string>()
  for (let at = 1; at < count; at++)
    if (AHEAD.has(keys[at - 1]!)) for (const term of termsOf(keys[at]!)) planned.add(term)
  return planned
}

/** Who is quoted in headlines, not who acts. */
const SPEAKERS = new Set('house cnbc reuters bloomberg ap afp wsj cnn bbc'.split(' '))

/** Capitalised words inside a headline in sentence case, and all-capitals anywhere; folded. */
function namesIn(headline: string): ReadonlySet<string> {
  const tokens = tokenise(headline)
  const names = new Set<string>()
  if (!tokens.hasSmall) return names
  const isSentence = isSentenceCase(tokens)
  for (let at = 0; at < tokens.count; at++) {
    const word = written(tokens, at)
    const key = tokens.keys[at]!
    if (LEXICON.concepts.has(key) || LEXICON.openers.has(key) || SPEAKERS.has(key)) continue
    if (/^\p{Lu}{2,}\d*$/u.test(word) || (isSentence && at > 0 && /^\p{Lu}\p{Ll}/u.test(word)))
      names.add(key)
  }
  return names
}

/** In title case nearly every word has a capital, and capitals prove nothing. */
function isSentenceCase(tokens: Tokens): boolean {
  let small = 0
  let capital = 0
  for (let at = 1; at < tokens.count; at++) {
    const word = written(tokens, at)
    if (word.length < 4) continue
    if (/^\p{Ll}/u.test(word)) small++
    else if (/^\p{Lu}/u.test(word)) capital++
  }
  return small >= 2 && small >= capital
}

function written({ source, starts, ends }: Tokens, at: number): string {
  return source.text.slice(starts[at], ends[at])
}
