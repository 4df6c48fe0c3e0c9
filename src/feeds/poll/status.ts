import { FeedError, type Retry } from '../../domain/errors.ts'
import type { FetchAnswer } from '../../domain/fetching.ts'
import { publicUrl } from '../fetch/public-url.ts'
import { retryAfter } from './wishes.ts'

/** What stands in the pages that ask for proof that a person reads them (Cloudflare, DataDome, PerimeterX, Akamai). */
const CHALLENGE =
  /just a moment\.\.\.|cf-chl|challenge-platform|attention required|verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|captcha|datadome|px-captcha|request access|access denied.{0,200}(?:errors\.edgesuite|reference #)/is

/** Throws FeedError for an answer that brings no document. */
export function mustBringDocument(answer: FetchAnswer, now: number): void {
  if (answer.status !== 200 && answer.status !== 203) throw statusFault(answer, now)
}

/** The fault that an answer without a document stands for; 304 is one where no validators were sent. */
export function statusFault(answer: FetchAnswer, now: number): FeedError {
  const { status, headers, url } = answer
  const shown = publicUrl(url)
  const at = retryAfter(headers['retry-after'], now)
  const retry: Retry = at === undefined ? 'soon' : { at }
  if (status === 410 && isOwn(answer))
    return new FeedError('gone', `${shown} is gone for good, says its server (410).`, 'never')
  if (isChallenge(answer))
    return new FeedError(
      'blocked-by-challenge',
      `${shown} asks for proof that a person reads it (${status}).`,
      retry,
    )
  if (status === 429) return rateLimited(`${shown} asks for fewer requests (429).`, retry, url)
  if (status === 503 && at !== undefined)
    return rateLimited(`${shown} asks to come back later (503).`, retry, url)
  if (status >= 500)
    return new FeedError(
      'http-5xx',
      `${shown} answers with an error of its own (${status}).`,
      retry,
    )
  if (status >= 400) return new FeedError('http-4xx', refusal(shown, status), retry)
  if (status === 304)
    return new FeedError(
      'not-a-feed',
      `${shown} says that nothing has changed (304), though it was asked for the whole feed.`,
      retry,
    )
  return new FeedError('not-a-feed', `${shown} answers with status ${status} and no feed.`, retry)
}

/** `url` is who asks. */
export function rateLimited(message: string, retry: Retry, url: string): FeedError {
  return new FeedError('rate-limited', message, retry, undefined, url)
}

/** A temporary redirect may lead to a page that is gone; the feed itself is not. */
function isOwn({ redirects }: FetchAnswer): boolean {
  return redirects.every(({ status }) => status === 301 || status === 308)
}

function refusal(shown: string, status: number): string {
  if (status === 404) return `There is nothing at ${shown} (404); see whether it has moved.`
  if (status === 401 || status === 403) return `${shown} lets us not in (${status}).`
  return `${shown} refuses the request (${status}).`
}

function isChallenge({ status, headers, body }: FetchAnswer): boolean {
  if (headers['cf-mitigated'] === 'challenge') return true
  const mayBe = [401, 403, 405, 429, 503].includes(status)
  return mayBe && CHALLENGE.test(Buffer.from(body.subarray(0, 16_384)).toString('latin1'))
}
