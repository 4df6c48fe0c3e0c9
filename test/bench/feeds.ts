import { execFile, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'

type Round = {
  readonly ms: number
  readonly lastOther: number
  readonly articles: number
  readonly parses: number
  readonly writes: number
  readonly blocked: number
  readonly peak: number
}
type Sent = Readonly<Record<number, number>>

const FEEDS = 1000
/** Feeds of the plain loop at 200 ms each; the rest is as slow, and not waited for. */
const SLOW_SAMPLE = 25

/**
 * 1,000 feeds of 40 entries on a loopback server, in a process of its own, as every reader is: the bot's whole way from
 * the request to the commit, against a loop of rss-parser's parseURL that keeps nothing.
 */
export async function benchFeeds(): Promise<void> {
  const server = child('server.ts')
  const { port } = (await answer(server)) as { port: number }
  const base = `http://127.0.0.1:${port}`
  try {
    const plain = Math.min(...(await plainLoop(base, FEEDS, 2)))
    print(`plain parseURL loop   ${seconds(plain)}`)
    await sceneOfChanges(base, server, plain)
    await sceneOfLatency(base)
    await sceneWithoutValidators(base, plain)
    await sceneOfHanging(base)
    await sceneOfSize(base)
  } finally {
    server.kill()
  }
}

async function sceneOfChanges(base: string, server: ChildProcess, plain: number): Promise<void> {
  const reader = await openReader(base, 'plain')
  const cold = await round(reader)
  report('cold', cold, plain, 1.5, `${cold.articles} articles`)
  await turn(server, 0)
  // The better one of two, as of the loop's rounds: it takes an eighth of a second.
  const same = faster(await round(reader), await round(reader))
  const sent = await turn(server, FEEDS / 100)
  report(
    'nothing changed',
    same,
    plain,
    0.2,
    `${(sent[304] ?? 0) / 2} answers of 304, ${same.writes} writes`,
  )
  const few = await round(reader)
  report('1 % changed', few, plain, 0.25, `${few.articles} articles`)
  print(`peak memory           ${few.peak.toFixed(0)} MB   (at most 240)`)
  print(
    `loop blocked          ${Math.max(cold.blocked, same.blocked, few.blocked).toFixed(0)} ms   (at most 200)`,
  )
  end(reader)
}

async function sceneOfLatency(base: string): Promise<void> {
  const [sample = 0] = await plainLoop(`${base}/slow`, SLOW_SAMPLE, 1)
  const reader = await openReader(base, 'slow')
  report(
    '200 ms each, cold',
    await round(reader),
    (sample * FEEDS) / SLOW_SAMPLE,
    1 / 50,
    `loop: from ${SLOW_SAMPLE} feeds`,
  )
  end(reader)
}

async function sceneWithoutValidators(base: string, plain: number): Promise<void> {
  const reader = await openReader(base, 'bare')
  await round(reader)
  const same = await round(reader)
  const more = `200 feeds, ${same.parses} parses, ${same.writes} writes`
  report('no validators, same', same, plain / 5, undefined, more)
  end(reader)
}

async function sceneOfHanging(base: string): Promise<void> {
  const calm = await openReader(base, 'calm')
  const without = await round(calm)
  end(calm)
  const reader = await openReader(base, 'hang')
  const { lastOther, ms } = await round(reader)
  const later = seconds(lastOther - without.lastOther).trim()
  print(
    `a server that hangs   ${seconds(ms)}   99 others done ${later} later than without (at most 1)`,
  )
  end(reader)
}

async function sceneOfSize(base: string): Promise<void> {
  const reader = await openReader(base, 'huge')
  const { ms, articles, blocked, peak } = await round(reader)
  print(
    `one feed, 20,000      ${seconds(ms)}   ${articles} articles, loop blocked ${blocked.toFixed(0)} ms (at most 200), peak ${peak.toFixed(0)} MB`,
  )
  end(reader)
}

function faster(one: Round, other: Round): Round {
  return one.ms <= other.ms ? one : other
}

function child(
  file: string,
  args: readonly string[] = [],
  execArgv: readonly string[] = [],
): ChildProcess {
  return fork(join(import.meta.dirname, 'feeds', file), args, { execArgv: [...execArgv] })
}

async function openReader(base: string, scene: string): Promise<ChildProcess> {
  const reader = child('ours.ts', [base, scene], flagsOfStart())
  await answer(reader)
  return reader
}

async function round(reader: ChildProcess): Promise<Round> {
  reader.send('round')
  return (await answer(reader)) as Round
}

function end(reader: ChildProcess): void {
  reader.send('end')
}

/** Makes so many feeds say something new; what was sent since the last turn. */
async function turn(server: ChildProcess, changed: number): Promise<Sent> {
  server.send(changed)
  return ((await answer(server)) as { sent: Sent }).sent
}

async function answer(of: ChildProcess): Promise<unknown> {
  const [message] = (await once(of, 'message')) as [unknown]
  return message
}

async function plainLoop(base: string, count: number, rounds: number): Promise<readonly number[]> {
  const file = join(import.meta.dirname, 'feeds/plain.ts')
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [file, base, String(count), String(rounds)])
  return stdout.trim().split('\n').map(Number)
}

function report(
  what: string,
  { ms }: Round,
  plain: number,
  most: number | undefined,
  more: string,
): void {
  const limit = most === undefined ? '' : ` (at most ${most < 0.1 ? '1/50' : most})`
  print(
    `${what.padEnd(21)} ${seconds(ms)}   ${(ms / plain).toFixed(3)} of the loop${limit}; ${more}`,
  )
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2).padStart(6)} s`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What `npm start` gives Node: the reader is measured as the bot runs. */
function flagsOfStart(): readonly string[] {
  const { scripts } = createRequire(import.meta.url)('../../package.json') as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}
