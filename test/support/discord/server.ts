import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'
import { createBuckets, tooMany, type RateLimit } from './buckets.ts'
import type { Fault, Faults } from './faults.ts'
import type { Incoming } from './routes.ts'

export type RequestRecord = {
  readonly at: number
  readonly method: string
  readonly path: string
  readonly body: unknown
  /** 0: no answer was given. */
  status: number
  readonly fault: Fault['kind'] | undefined
}

export type ServerParts = {
  readonly route: (incoming: Incoming) => Answer
  readonly faults: Faults
  readonly rateLimit: RateLimit
  readonly now: () => number
  /** Requests outside of /api: the ledger and such. */
  readonly aside: (incoming: Incoming) => Answer | undefined
}

/** Discord's HTTP side: rate limits first, then faults, then the route. */
export function createHttp(parts: ServerParts): { server: Server; requests: RequestRecord[] } {
  const requests: RequestRecord[] = []
  const buckets = createBuckets(parts.rateLimit)

  function take(incoming: Incoming): { answer: Answer; fault: Fault | undefined } {
    const bucket = buckets.take(bucketOf(incoming), parts.now())
    if (bucket.refused)
      return { answer: withHeaders(bucket.refused, bucket.headers), fault: undefined }
    const fault = parts.faults.next(incoming.method, incoming.path)
    if (fault?.kind === 'status') return { answer: answerOf(fault), fault }
    if (fault?.kind === 'hang' || fault?.kind === 'dropped') return { answer: { status: 0 }, fault }
    return { answer: withHeaders(parts.route(incoming), bucket.headers), fault }
  }

  const server = createServer((request, response) => {
    void read(request).then((incoming) => {
      const aside = parts.aside(incoming)
      if (aside) return reply(response, aside)
      const { answer, fault } = take(incoming)
      const isSilent = fault !== undefined && fault.kind !== 'status'
      const { method, path, body } = incoming
      const status = isSilent ? 0 : answer.status
      requests.push({ at: parts.now(), method, path, body, status, fault: fault?.kind })
      if (!isSilent) return reply(response, answer)
      if (fault.kind === 'lost-reply' || fault.kind === 'dropped') request.socket.destroy()
    })
  })
  return { server, requests }
}

/** A bucket for each channel and each route; messages of a channel are one. */
function bucketOf({ method, path }: Incoming): string {
  if (path.endsWith('/crosspost')) return `crosspost ${path.split('/')[2]}`
  const generic = path.replace(/(?<=\/messages\/)\d+/, ':id')
  return `${method} ${generic}`
}

function answerOf({ status = 500, code = 0, retryAfter, global = false }: Fault): Answer {
  if (status === 429) return tooMany(retryAfter ?? 1, global)
  if (status >= 500) return { status, body: '<html>Bad gateway</html>' }
  return { status, body: { message: `fault ${status}`, code } }
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://discord')
  const text = Buffer.concat(chunks).toString()
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname).replace(/^\/api(\/v10)?(?=\/)/, ''),
    query: url.searchParams,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
    authorization: request.headers.authorization,
  }
}

function reply(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) {
    response.writeHead(status, headers).end()
    return
  }
  const isText = typeof body === 'string'
  const type = isText ? 'text/html' : 'application/json'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(isText ? body : JSON.stringify(body))
}
