import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { guildCreateJson, userJson } from './guild.ts'
import { record } from './validate.ts'
import type { Json, World } from './world.ts'

// https://discord.com/developers/docs/events/gateway: hello, identify, ready, heartbeat, resume.

type Session = {
  readonly id: string
  seq: number
  readonly sent: Json[]
  socket: WebSocket | undefined
}

export type Gateway = {
  /** An event for the bot; kept for it while the connection is down. */
  dispatch(event: string, data: Json): void
  /** Closes the connection as Discord or the network does; 4000 and 1006-like closes may be resumed. */
  drop(code?: number): void
  /** Asks the bot to reconnect (opcode 7). */
  askToReconnect(): void
  isConnected(): boolean
  readonly counts: { identified: number; resumed: number }
  readonly intents: number[]
  close(): void
}

export function createGateway(
  server: Server,
  world: World,
  token: string,
  address: () => string,
): Gateway {
  const sockets = new WebSocketServer({ server, path: '/gateway' })
  const sessions = new Map<string, Session>()
  const counts = { identified: 0, resumed: 0 }
  const intents: number[] = []

  function send(socket: WebSocket | undefined, payload: Json): void {
    if (socket?.readyState === socket?.OPEN) socket?.send(JSON.stringify(payload))
  }

  function event(session: Session, name: string, data: Json): void {
    const payload = { op: 0, t: name, s: ++session.seq, d: data }
    session.sent.push(payload)
    send(session.socket, payload)
  }

  function identify(socket: WebSocket, data: Json): Session | undefined {
    if (data['token'] !== token) {
      socket.close(4004, 'Authentication failed.')
      return undefined
    }
    counts.identified++
    intents.push(Number(data['intents']))
    const session: Session = { id: randomBytes(8).toString('hex'), seq: 0, sent: [], socket }
    sessions.set(session.id, session)
    event(session, 'READY', {
      v: 10,
      user: userJson(world.bot),
      guilds: [{ id: world.guild, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: address(),
      shard: [0, 1],
      application: { id: world.bot.id, flags: 0 },
    })
    event(session, 'GUILD_CREATE', guildCreateJson(world))
    return session
  }

  function resume(socket: WebSocket, data: Json): Session | undefined {
    const session = sessions.get(String(data['session_id']))
    if (!session || data['token'] !== token) {
      send(socket, { op: 9, d: false, s: null, t: null })
      return undefined
    }
    counts.resumed++
    session.socket = socket
    const seen = Number(data['seq'])
    for (const payload of session.sent) if (Number(payload['s']) > seen) send(socket, payload)
    event(session, 'RESUMED', {})
    return session
  }

  sockets.on('connection', (socket) => {
    let session: Session | undefined
    socket.on('message', (raw: Buffer) => {
      const { op, d } = JSON.parse(raw.toString()) as { op: number; d: unknown }
      if (op === 1) send(socket, { op: 11, d: null, s: null, t: null })
      if (op === 2) session = identify(socket, record(d))
      if (op === 6) session = resume(socket, record(d))
    })
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined
    })
    send(socket, { op: 10, d: { heartbeat_interval: 41_250 }, s: null, t: null })
  })

  return {
    dispatch(name, data) {
      const session = [...sessions.values()].at(-1)
      if (session) event(session, name, data)
    },
    drop(code) {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate()
        else socket.close(code)
      }
    },
    askToReconnect() {
      for (const socket of sockets.clients) send(socket, { op: 7, d: null, s: null, t: null })
    },
    isConnected: () => [...sessions.values()].some(({ socket }) => socket !== undefined),
    counts,
    intents,
    close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
