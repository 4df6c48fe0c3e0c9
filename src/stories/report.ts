import { happenedAt, type Article } from '../domain/article.ts'
import type { Fact, Report, SourceRank } from '../domain/story.ts'
import { factsOf } from './facts.ts'

/** How much of the lead a report keeps, UTF-16 units. */
const LEAD = 600

const WIRES =
  /\b(?:reuters|associated press|ap|afp|agence france-presse|bloomberg|xinhua|kyodo|jiji|yonhap|pti|ani|dpa|ansa|efe|tass|interfax|dow jones|newswires?|cna|中新社|新华社|共同社)\b/i

/** How close a source stands to the event, by its feed's tags, else by its publisher's name. */
export function rankOf({
  tags,
  publisher,
}: {
  readonly tags: readonly string[]
  readonly publisher: string
}): SourceRank {
  if (tags.includes('official')) return 'primary'
  if (tags.some((tag) => tag === 'wire' || tag === 'wires')) return 'wire'
  return WIRES.test(publisher) ? 'wire' : 'rewrite'
}

/** What grouping remembers of an article; without a lead the body's beginning stands for it. */
export function reportOf(article: Article, story: string): Report {
  const { id, title, lang, url, publisher } = article
  const lead = (article.lead.trim() === '' ? article.body : article.lead).slice(0, LEAD)
  const rank = rankOf(article)
  const at = happenedAt(article)
  const official: Fact[] =
    rank === 'primary' ? [{ kind: 'official', value: publisher, text: publisher }] : []
  return {
    article: id,
    story,
    title,
    lead,
    lang,
    url,
    publisher,
    rank,
    at,
    facts: [...factsOf(`${title}\n${lead}`, at), ...official],
  }
}
