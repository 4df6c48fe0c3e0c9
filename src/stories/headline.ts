import type { Fact } from '../domain/story.ts'
import type { Tokens } from '../text/tokens.ts'
import { factsOf } from './facts.ts'
import { LEXICON, MATERIALS } from './lexicon.ts'
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
  /** Whether somebody answers what another has said or done. */
  readonly isReaction: boolean
  /** Terms of what is still to come: meet in "to meet"; empty when nothing is. */
  readonly planned: ReadonlySet<string>
  readonly genre: Genre
}

const NEGATION =
  /\b(?:not(?! rule out)|never|fails?|failure|without|rejects?|rejected|denies|denied|rebuts?|delays?|delayed|holds? off|puts? off)\b|^no\b|\bno (?:ruling|decision|deal|agreement|talks|plans?|change|extension|vote)\b|n['’]t\b(?! rule out)/i
/** Words after which a verb tells what is still to come. */
const AHEAD = new Set('to will ll may might could would faces'.split(' '))
/** Behind these "to" leads to a thing, or what follows is no plan of who acts. */
const LEADS_TO = new Set(
  'react reacts reacted respond responds due up close access back return right ways way bid deal order licence license power meant'.split(
    ' ',
  ),
)
/** Who says these wants something of others: no stage of the matter. */
const DEMANDS = new Set(
  'urge urges urged tell tells told ask asks asked call calls called warns wants urging'.split(' '),
)
const REACTION =
  /\b(?:rebuts?|denies|condemns?|slams?|blasts?|criticises?|criticizes?|dig at|rejects? .{0,24}(?:claims?|remarks?|accusations?|charges?|reports?))\b/i
/** Something is announced for later, whatever the verb. */
const ANNOUNCED =
  /\b(?:plans?|sets|awaits?|waits?|pending|looms?|next week|tomorrow|upcoming|ahead of)\b/i
const MARKET =
  /股市|股价|股價|期货|期貨|\b(?:(?<!oil )stocks(?! worth)|stock (?:market|futures)|shares|wall street|sensex|nifty|nikkei|dow jones|s&p 500|ftse|futures|oil prices|crude (?:extends|prices?|rises?|falls?|slips?|futures)|(?:dollar|euro|yen|yuan|bonds?) (?:rises?|falls?|gains?|slips?|slides?|jumps?|drops?))\b/i
const ANALYSIS =
  /^(?:how|why|what|which|where|who|here are|here['’]s|the math|inside|opinion|factbox|explainer|analysis|editorial)\b|\b(?:explained|explainer|explains|questions|takeaways|things to know|what to know|what it means|winners and losers|timeline)\b|\?$/i

/** `title` is the headline's terms. */
export function headlineFacts(
  headline: string,
  tokens: Tokens,
  title: readonly string[],
): HeadlineFacts {
  return {
    facts: factsOf(headline),
    numbers: new Set(title.filter((term) => term.startsWith('#'))),
    actors: new Set(title.filter((term) => term.startsWith('@'))),
    names: namesIn(tokens),
    isNegated: NEGATION.test(headline),
    isReaction: REACTION.test(headline),
    planned: plannedIn(headline, tokens),
    genre: MARKET.test(headline) ? 'market' : ANALYSIS.test(headline) ? 'analysis' : 'news',
  }
}

function plannedIn(headline: string, { keys, count }: Tokens): ReadonlySet<string> {
  const planned = new Set<string>(ANNOUNCED.test(headline) ? [''] : [])
  for (let at = 1; at < count; at++) {
    if (!isAhead(keys, at)) continue
    const terms = termsOf(keys[at]!)
    // "exports to Japan", "up to 50": no verb, so nothing is announced.
    if (terms.some((term) => /^[@#]/.test(term) || MATERIALS.has(term))) continue
    for (const term of ['', ...terms]) planned.add(term)
  }
  return planned
}

/** A condition holds for the words behind it: "if US imposes …". */
function isAhead(keys: readonly string[], at: number): boolean {
  const before = keys[at - 1]!
  if (before === 'to')
    return !LEADS_TO.has(keys[at - 2] ?? '') && !keys.some((key) => DEMANDS.has(key))
  return AHEAD.has(before) || keys.slice(Math.max(0, at - 3), at).includes('if')
}

/** Who is quoted in headlines, not who acts; and the country whose capitals name no company. */
const SPEAKERS = new Set('us house cnbc reuters bloomberg ap afp wsj cnn bbc'.split(' '))

/** Capitalised words inside a headline in sentence case, and all-capitals anywhere; folded. */
function namesIn(tokens: Tokens): ReadonlySet<string> {
  const names = new Set<string>()
  if (!tokens.hasSmall) return names
  const isSentence = isSentenceCase(tokens)
  for (let at = 0; at < tokens.count; at++) {
    const word = written(tokens, at)
    const key = tokens.keys[at]!
    if (
      LEXICON.concepts.has(key) ||
      LEXICON.openers.has(key) ||
      LEXICON.empty.has(key) ||
      SPEAKERS.has(key)
    )
      continue
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
