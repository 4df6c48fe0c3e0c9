import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

const XML = { 'content-type': 'application/rss+xml; charset=utf-8' }
const MEBIBYTE = 1024 * 1024

/** A small feed of our own; `inChannel` goes before its items. */
export function rssOf(titles: readonly string[], inChannel = ''): string {
  const items = titles.map(
    (title, index) =>
      `<item><title>${title}</title><link>https://wire.example/${index}</link><guid>g-${index}</guid><pubDate>Mon, 03 Aug 2026 10:0${index % 10}:00 GMT</pubDate></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Hostile Wire</title><link>https://wire.example/</link>${inChannel}${items.join('')}</channel></rss>`
}

export const FEED = rssOf(['Ministry clears magnet exports', 'Port fees put on hold'])

function gbk(prolog: string): Buffer {
  const feed = rssOf(['商务部：钐的出口许可']).replace(/<\?.*?\?>/, prolog)
  return iconv.encode(feed, 'gbk')
}

function validated(validators: Readonly<Record<string, string>>): Answer {
  return ({ headers }, response) => {
    const { etag, 'last-modified': modified } = validators
    const isKnown =
      (!etag || headers['if-none-match'] === etag) &&
      (!modified || headers['if-modified-since'] === modified)
    response.writeHead(isKnown ? 304 : 200, { ...XML, ...validators }).end(isKnown ? '' : FEED)
  }
}

function always(status: number, headers: Readonly<Record<string, string>>, body = ''): Answer {
  return (_, response) => void response.writeHead(status, { ...XML, ...headers }).end(body)
}

function redirect(status: number, to: string): Answer {
  return always(status, { location: to })
}

/** Writes a chunk again and again until nobody reads. */
function endless(chunk: Buffer, pause: number): Answer {
  return (_, response) => {
    response.writeHead(200, XML)
    const timer = setInterval(() => {
      for (let n = 0; n < 16 && response.write(chunk); n++);
    }, pause)
    response.on('close', () => clearInterval(timer))
  }
}

/** Each path and how it misbehaves. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  '/ok.xml': validated({ etag: '"v1"', 'last-modified': 'Mon, 03 Aug 2026 10:00:00 GMT' }),
  '/etag-unquoted': validated({ etag: 'abc123' }),
  '/etag-weak': validated({ etag: 'W/"odd,  one"' }),
  '/no-validators': always(200, {}, FEED),
  '/429-secs': (_, response, count) =>
    count === 1
      ? response.writeHead(429, { 'retry-after': '120' }).end()
      : response.writeHead(200, XML).end(FEED),
  '/429-date': (_, response, count) =>
    count === 1
      ? response.writeHead(429, { 'retry-after': 'Mon, 03 Aug 2026 12:10:00 GMT' }).end()
      : response.writeHead(200, XML).end(FEED),
  '/503-long': always(503, { 'retry-after': '99999999' }),
  '/500': always(500, { etag: '"of-the-error"' }, 'out of order'),
  '/404': always(404, {}, 'nothing here'),
  '/max-age': always(200, { 'cache-control': 'public, max-age=7200' }, FEED),
  '/ttl': always(200, {}, rssOf(['One'], '<ttl>180</ttl>')),
  '/skip': always(
    200,
    {},
    rssOf(
      ['One'],
      '<skipHours><hour>13</hour><hour>14</hour></skipHours><skipDays><day>Tuesday</day></skipDays>',
    ),
  ),
  '/gone': always(410, {}),
  '/moved301': redirect(301, '/ok.xml'),
  '/moved308': redirect(308, '/ok.xml'),
  '/moved302': redirect(302, '/ok.xml'),
  '/loop': redirect(301, '/loop'),
  '/pingpong-a': redirect(302, '/pingpong-b'),
  '/pingpong-b': redirect(302, '/pingpong-a'),
  '/chain': (request, response) => {
    const left = Number(new URL(request.url!, 'http://x').searchParams.get('left') ?? '31')
    if (left === 0) return void response.writeHead(200, XML).end(FEED)
    response.writeHead(302, { location: `/chain?left=${left - 1}` }).end()
  },
  '/slow-headers': () => undefined,
  '/drip': endless(Buffer.from(' '), 20),
  '/stall': (_, response) => {
    response.writeHead(200, { ...XML, etag: '"stalled"', 'content-length': String(FEED.length) })
    response.write(FEED.slice(0, FEED.length / 2))
  },
  '/stalls-once': (_, response, count) => {
    response.writeHead(200, { ...XML, 'content-length': String(FEED.length) })
    if (count === 1) response.write(FEED.slice(0, FEED.length / 2))
    else response.end(FEED)
  },
  '/gbk-declared': (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end(gbk('<?xml version="1.0" encoding="GBK"?>')),
  '/gbk-by-header': (_, response) =>
    response.writeHead(200, { 'content-type': 'text/xml; charset=gb2312' }).end(gbk('')),
  '/endless': endless(Buffer.alloc(64 * 1024, 'x'), 1),
  '/gzip': (_, response) =>
    response.writeHead(200, { ...XML, 'content-encoding': 'gzip' }).end(gzipSync(FEED)),
  '/gzip-cut': (_, response) =>
    response
      .writeHead(200, { ...XML, 'content-encoding': 'gzip' })
      .end(gzipSync(FEED).subarray(0, 60)),
  '/html-200': always(
    200,
    { 'content-type': 'text/html', etag: '"page"' },
    '<html><head><title>Our new home page</title></head><body>Hello</body></html>',
  ),
  '/challenge': always(
    403,
    { 'content-type': 'text/html' },
    '<html><head><title>Just a moment...</title></head><body>cf-chl</body></html>',
  ),
  '/zero-items': (_, response, count) =>
    response.writeHead(200, XML).end(count % 2 === 1 ? FEED : rssOf([])),
  '/trunc-chunked': (_, response) => {
    response.writeHead(200, { ...XML, etag: '"half"', 'transfer-encoding': 'chunked' })
    response.write(FEED.slice(0, 200), () => response.socket?.end())
  },
  '/rst': (_, response) => {
    response.writeHead(200, XML)
    response.write('<rss>', () => response.socket?.resetAndDestroy())
  },
  '/cut-complete': (_, response, count) => {
    const body = count === 1 ? FEED.slice(0, FEED.indexOf('</item>') + 30) : FEED
    response.writeHead(200, { ...XML, etag: '"same"' }).end(body)
  },
  '/set-cookie': always(200, { 'set-cookie': 'id=42; Path=/' }, FEED),
  '/to-metadata': redirect(302, 'http://169.254.169.254/latest/meta-data/'),
  '/to-file': redirect(302, 'file:///etc/hostname'),
  '/meta-refresh': always(
    200,
    { 'content-type': 'text/html' },
    '<meta http-equiv="refresh" content="0; url=/secret"><title>Wait</title><link rel="canonical" href="/secret">',
  ),
  '/secret': always(200, {}, 'SECRET'),
}

/** 64 MiB of blanks in 64 KiB: made once, on demand. */
export function bomb(): Buffer {
  return gzipSync(Buffer.alloc(64 * MEBIBYTE, ' '))
}
