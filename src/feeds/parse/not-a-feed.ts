import { FeedError } from '../../domain/errors.ts'
import { lineOf, loadHtml } from '../../lib/html.ts'

/** Titles and texts of pages that stand before the real one until a person proves to be one. */
const CHALLENGE =
  /just a moment|attention required|are you (?:a )?(?:robot|human)|captcha|verify(?:ing)? (?:that )?you are (?:a )?human|access (?:to this page has been )?denied|request access|checking your browser|security check|ddos protection|unusual traffic|安全验证|人机验证/i
/** Scripts and elements of those who put them there. */
const CHALLENGE_PARTS =
  /cf-browser-verification|cf-chl-|challenge-platform|_Incapsula_Resource|px-captcha|datadome|aws-waf-token|g-recaptcha|h-captcha|hcaptcha\.com/i

/** What is wrong with a document that is no feed, as the error to throw. */
export function notAFeed(text: string): FeedError {
  const head = text.slice(0, 50_000)
  if (head.trim() === '') return new FeedError('not-a-feed', 'The answer is empty.')
  const page = loadHtml(head)
  const title = lineOf(page('title').first().text() || page('h1').first().text()).slice(0, 120)
  if (CHALLENGE.test(title) || CHALLENGE_PARTS.test(head))
    return new FeedError(
      'blocked-by-challenge',
      title
        ? `The host shows a page “${title}” in place of the feed.`
        : 'The host asks for proof that a person reads it, in place of the feed.',
    )
  const [feed] = feedsNamedBy(head)
  const hint = feed ? ` It names a feed: ${feed}` : ''
  return new FeedError(
    'not-a-feed',
    title
      ? `The answer is a web page, “${title}”, and no feed.${hint}`
      : `The answer is no feed.${hint}`,
  )
}

/** The feeds that a web page names, as it writes them: https://blog.whatwg.org/feed-autodiscovery */
export function feedsNamedBy(html: string): readonly string[] {
  const page = loadHtml(html)
  const links = page('link[rel~="alternate"][href]').filter((_, link) =>
    /(?:rss|atom|feed\+json)/i.test(page(link).attr('type') ?? ''),
  )
  return [...new Set(links.toArray().flatMap((link) => page(link).attr('href') ?? []))]
}
