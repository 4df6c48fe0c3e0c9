import { readFile } from 'node:fs/promises'
import { ConfigError } from '../../domain/errors.ts'
import { publicText, publicUrl } from '../../feeds/fetch/public-url.ts'
import { mustBringDocument } from '../../feeds/poll/status.ts'
import { fileTrouble } from '../../lib/text-file.ts'
import type { CliContext } from '../context.ts'

/** A document that was fetched, or read from a file; then `url` is empty. */
export type Loaded = {
  readonly bytes: Uint8Array
  readonly url: string
  readonly contentType: string | undefined
}

/** What stands at an address or in a file. Throws FeedError and ConfigError. */
export async function loadDocument(
  context: CliContext,
  address: string,
  allowPrivate: boolean,
): Promise<Loaded> {
  if (!/^https?:\/\//i.test(address))
    return { bytes: await readDocument(address), url: '', contentType: undefined }
  const fetcher = await context.fetcher()
  try {
    const answer = await fetcher.fetch({ url: address, allowPrivate })
    mustBringDocument(answer, context.now())
    return { bytes: answer.body, url: answer.url, contentType: answer.headers['content-type'] }
  } finally {
    await fetcher.close()
  }
}

async function readDocument(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(sentenceOf(file, cause), 'no-document', cause)
  })
}

function sentenceOf(file: string, cause: NodeJS.ErrnoException): string {
  const meant = cause.code === 'ENOENT' ? meantAddress(file) : undefined
  if (meant)
    return `${publicText(file)}: ${fileTrouble(cause)}. If it is an address: ${publicUrl(meant)}`
  const [scheme] = /^[a-z][a-z\d+.-]+:(?=\/\/)/i.exec(file) ?? []
  return scheme
    ? `${scheme} is not fetched; write an address that begins with https:// or http://, or the path of a file.`
    : `${file}: ${fileTrouble(cause)}.`
}

/** Three schemes of readers (feed:, itpc:, pcast:) and a slash too few; behind them the rest of an address. */
const BEGINNING = /^(?:(?:feed|itpc|pcast):(?=https?:)|(?:feed|itpc|pcast|(https?)):\/{0,2})/i
const NAME =
  /^(?:[^\s/?#@]*@)?(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:.]+\])(?::\d+)?(?:[/?#]|$)/i
/** What has no certificate as a rule: an address of a machine, and a port of its own. */
const NEAR = /^(?:[^\s/?#@]*@)?(?:localhost|\[|[\d.]+(?:[:/?#]|$)|[^/?#]+:\d+(?:[/?#]|$))/i

/** The address that somebody meant who wrote none: its beginning is easily left out. */
function meantAddress(written: string): string | undefined {
  const [beginning = '', scheme] = BEGINNING.exec(written) ?? []
  const rest = written.slice(beginning.length)
  if (/^https?:\/\//i.test(rest)) return URL.canParse(rest) ? rest : undefined
  if (!NAME.test(rest) && !(beginning !== '' && /^[\w-]/.test(rest))) return undefined
  const meant = `${scheme?.toLowerCase() ?? (NEAR.test(rest) ? 'http' : 'https')}://${rest}`
  return URL.canParse(meant) ? meant : undefined
}
