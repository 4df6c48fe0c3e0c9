import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ANSWERS, type Answer } from './hostile-answers.ts'

export type SeenRequest = {
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

export type HostileServer = {
  /** `http://127.0.0.1:PORT`, without a slash. */
  readonly url: string
  readonly port: number
  readonly seen: SeenRequest[]
  /** Requests to a path. */
  count(path: string): number
  /** Answers that the client gave up before they were whole. */
  givenUp(): number
  /** Resolves when a client gives up the next answer. */
  nextGivenUp(): Promise<void>
  mostInFlight(): number
  answer(path: string, answer: Answer): void
  close(): Promise<void>
}

/** A server on loopback that misbehaves by path, as ANSWERS says, and remembers who asked what. */
export async function startHostileServer(address = '127.0.0.1'): Promise<HostileServer> {
  const answers = new Map(Object.entries(ANSWERS))
  const seen: SeenRequest[] = []
  const waiting: (() => void)[] = []
  let inFlight = 0
  let most = 0
  let givenUp = 0
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!
    seen.push({ path, headers: request.headers })
    most = Math.max(most, ++inFlight)
    response.on('close', () => {
      inFlight--
      if (response.writableFinished) return
      givenUp++
      for (const resolve of waiting.splice(0)) resolve()
    })
    const answer = answers.get(path)
    if (answer) answer(request, response, seen.filter((one) => one.path === path).length)
    else response.writeHead(404).end()
  })
  server.listen(0, address)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${address}:${port}`,
    port,
    seen,
    count: (path) => seen.filter((one) => one.path === path).length,
    givenUp: () => givenUp,
    nextGivenUp: () => new Promise((resolve) => waiting.push(resolve)),
    mostInFlight: () => most,
    answer: (path, answer) => void answers.set(path, answer),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
