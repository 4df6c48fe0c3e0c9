import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runDemo } from '../../src/demo/index.ts'

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

test('the demo tells the news of its newsroom once, and none of what only looks like it', async () => {
  const alerts: string[] = []
  const said: string[] = []
  await runDemo({
    world: {
      clock: { now: () => Date.now() },
      log: SILENT,
      write: (text) => alerts.push(text),
      colour: false,
      width: 100,
    },
    speed: 8,
    say: (line) => said.push(line),
    stopped: new Promise(() => {}),
  })
  const told = alerts.join('').replaceAll(/\s+/g, ' ')
  expect(told).toContain('London truce leaves military rare-earth magnets out')
  expect(told).toContain('also reported by Morning Ledger')
  expect(told).toContain('Export controls — Washington tightens')
  expect(told).toContain('商务部宣布对稀土出口实施新的许可管理')
  expect(told).toContain('export licences granted for samarium')
  expect(told).not.toMatch(/Electricity|goalkeeper|fridge|Motown|Bakery|图书馆/)
  const summary = said.join('\n')
  expect(summary).toMatch(/17 articles came in, \d+ matched a rule/)
  const unmatched = summary.slice(summary.indexOf('No rule matched:'))
  expect(unmatched).toMatch(/Electricity[^]+Motown|Motown[^]+Electricity/)
  expect(unmatched).toContain('Chip Notes answered 500, 2 times')
  expect(unmatched).toContain('an answer of 东海财经 broke off half-way')
})

test('Ctrl-C ends the demo at once, with a summary of what came so far', async () => {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const demo = spawn(process.execPath, [main, 'demo'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  demo.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    if (printed === '') setImmediate(() => demo.kill('SIGINT'))
    printed += chunk
  })
  const began = Date.now()
  const [code] = await once(demo, 'close')
  expect(code).toBe(0)
  expect(Date.now() - began).toBeLessThan(15_000)
  expect(printed).toContain('That was the demo')
  expect(printed).not.toContain('goalkeeper')
}, 20_000)
