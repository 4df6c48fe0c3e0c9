import { FeedError } from '../../domain/errors.ts'

/** Throws FeedError; the answer may stand in a JavaScript call (JSONP) or behind a guard against one. */
export function parseJson(text: string): unknown {
  const inner =
    /^[\w$.]+\(([\s\S]*)\)\s*;?\s*$/.exec(text)?.[1] ?? text.replace(/^\)\]\}',?\s*/, '')
  try {
    return JSON.parse(inner)
  } catch (error) {
    throw new FeedError('not-a-feed', 'The answer is not JSON.', 'soon', error)
  }
}
