import { monitorEventLoopDelay } from 'node:perf_hooks'
import { keepCompiled } from '../../../src/lib/compiled.ts'
import { createTidier } from '../../../src/lib/memory.ts'

/**
 * A child process: one scene of the reader. `ours.ts BASE SCENE` prints a line of JSON for each of its rounds; between
 * rounds it waits for a message.
 */
// It begins, and keeps its heap, as the bot does.
keepCompiled()
const { openReader } = await import('./reader.ts')
const TICK = 1000
const [base = '', scene = 'plain'] = process.argv.slice(2)
const SCENES: Readonly<Record<string, { readonly path: string; readonly feeds: number }>> = {
  plain: { path: '', feeds: 1000 },
  slow: { path: '/slow', feeds: 1000 },
  bare: { path: '/bare', feeds: 200 },
  calm: { path: '', feeds: 100 },
  hang: { path: '', feeds: 100 },
  huge: { path: '/huge', feeds: 1 },
}
const { path, feeds } = SCENES[scene]!
const urls = Array.from({ length: feeds }, (_, index) => `${base}${path}/feed/${index}`)
if (scene === 'hang') urls[0] = `${base.replace('127.0.0.1', 'localhost')}/hang/feed/0`
let tidy: (() => void) | undefined
const reader = await openReader(urls, () => tidy?.())
tidy = createTidier()
const delay = monitorEventLoopDelay({ resolution: 5 })
setInterval(tidy, TICK).unref()

async function round(): Promise<object> {
  const before = { ...reader.counts }
  delay.reset()
  delay.enable()
  const ms = await reader.round()
  delay.disable()
  const last = Math.max(
    0,
    ...[...reader.doneAt].filter(([id]) => id !== 'feed-0').map(([, at]) => at),
  )
  return {
    ms,
    lastOther: last,
    articles: reader.counts.articles - before.articles,
    parses: reader.counts.parses - before.parses,
    writes: reader.counts.writes - before.writes,
    blocked: delay.max / 1e6,
    peak: process.resourceUsage().maxRSS / 1024,
  }
}

process.on('message', (order: 'round' | 'end') => {
  void (async () => {
    if (order === 'round') process.send?.(await round())
    else {
      await reader.close()
      process.exit(0)
    }
  })()
})
process.send?.('ready')
