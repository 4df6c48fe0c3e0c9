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
  expect(said.join('\n')).toMatch(/16 articles came in, \d+ matched a rule/)
})
