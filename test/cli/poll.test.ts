import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { CliContext } from '../../src/cli/context.ts'
import { pollCommand } from '../../src/cli/poll.ts'
import { loadConfig } from '../../src/config.ts'
import { EARTHS, recordingContext, temporaryFolder } from '../rules/support.ts'
import { recordingLog } from '../support/log.ts'

const NEWS = `<rss version="2.0"><channel><title>Wire</title><item><title>Samarium runs short in the north</title>
<link>https://wire.example/1</link><guid>1</guid><pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`

async function setUp() {
  const server = createServer((_, response) => response.end(NEWS))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const rules = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
  const feeds = await temporaryFolder({
    'wire.yaml': `feeds:\n  - id: wire\n    title: Wire\n    url: http://127.0.0.1:${port}/\n    allow_private: true\n`,
  })
  const log = recordingLog()
  const context: CliContext & ReturnType<typeof recordingContext> = {
    ...recordingContext(rules, { now: () => Date.now() }),
    colour: false,
    width: 120,
    clock: { now: () => Date.now() },
    config: () => loadConfig({}, { data: `${feeds}/data`, feeds, rules }),
    secrets: () => [],
    log: () => log,
    untilStopped: () => new Promise(() => {}),
  }
  async function poll(...args: readonly string[]) {
    await pollCommand(context).parseAsync([...args], { from: 'user' })
    return context.result()
  }
  return { poll, log }
}

test('a trial poll says what would alert, and nothing of deliveries that nobody gets', async () => {
  const { poll, log } = await setUp()
  const { out, err, code } = await poll()
  expect(out).toMatch(/alert \(first\).*rare-earths.*Samarium runs short in the north/)
  expect(out).not.toContain('delivery')
  expect(err).toContain('1 feed polled, 0 failed; 1 new article, 1 matched.')
  expect(err).toContain('Nothing was written or sent.')
  expect(code).toBe(0)
  expect(log.lines.filter(({ level }) => level !== 'debug')).toEqual([])
})

test('with --json each line is an article that matched, and none was delivered', async () => {
  const { poll } = await setUp()
  const { out } = await poll('--json')
  const [line] = out.trim().split('\n')
  const row = JSON.parse(line!) as Record<string, unknown>
  expect(row).toMatchObject({ title: 'Samarium runs short in the north', channel: 'default' })
  expect(row).not.toHaveProperty('delivery')
})
