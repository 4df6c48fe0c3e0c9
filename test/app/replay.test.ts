import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { faultsOf, looksOf } from '../../src/app/replayed.ts'
import { replayArchive } from '../../src/app/replay.ts'
import { loadConfig } from '../../src/config.ts'
import type { LedgerRow } from '../../src/domain/ports.ts'
import { freshFolder } from '../support/folders.ts'
import { anAlert } from '../support/things.ts'

const RULES = `topic: metals
severity: medium
alert:
  channel: metals
  limit: 2 per hour
any:
  - samarium
tests:
  match:
    - Samarium is dear
`
const DESK = { channel: 'desk', topics: ['metals', 'talks'] }
const PLACES = ['Oslo', 'Lima', 'Perth', 'Turin', 'Osaka']

test('a replay tells what a channel would have looked like, and finds itself in order', async () => {
  const folder = freshFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'rules'))
  writeFileSync(join(folder, 'rules', 'metals.yaml'), RULES)
  const lines = PLACES.map((place, at) => ({
    id: `a${at}`,
    date: new Date(Date.UTC(2026, 2, 2, 9, at)).toISOString(),
    source: `paper-${at}`,
    lang: 'en',
    title: `${place} ${['mine', 'port', 'court', 'union', 'bank'][at]} halts samarium ${at}`,
    lead: `An event of its own in ${place}.`,
    url: `https://paper-${at}.example/${at}`,
  }))
  const other = { ...lines[0]!, id: 'b', title: 'A recipe for soup', lead: '', url: '' }
  const archive = join(folder, 'archive.jsonl')
  writeFileSync(archive, [...lines, other].map((line) => `${JSON.stringify(line)}\n`).join(''))
  const config = loadConfig({}, { rules: join(folder, 'rules') })
  const steps: number[] = []
  const found = await replayArchive(config, archive, (done) => steps.push(done))
  expect(steps.at(-1)).toBe(6)
  expect(found.articles).toBe(6)
  expect(new Set(found.rows.map(({ article }) => article)).size).toBe(5)
  expect(found.faults).toEqual({ overLimit: [], toldFirstTwice: [], unaccounted: 0 })
  expect(found.perDay).toEqual([['03-02', found.messages]])
  // Two at once, and what came beyond the topic's own limit in a digest, once there was place.
  expect(found.messages).toBe(3)
  expect(found.looks).toMatchObject([
    { topic: undefined, messages: 3, limit: undefined },
    { topic: 'metals', messages: 3, busiest: 2, limit: { count: 2, ms: 3_600_000 } },
  ])
})

test('faults are found where there are some', () => {
  const hour = 3_600_000
  const alerts = [0, 1, 2, 70].map((minute) =>
    anAlert({ id: `x${minute}`, ...DESK, severity: 'high', createdAt: minute * 60_000 }),
  )
  const critical = anAlert({ id: 'c', ...DESK, severity: 'critical', createdAt: 60_000 })
  const looks = looksOf([...alerts, critical], {
    ofChannel: () => ({ count: 4, ms: hour }),
    ofTopic: (topic) => (topic === 'metals' ? { count: 2, ms: hour } : undefined),
  })
  expect(looks).toMatchObject([
    { channel: 'desk', topic: undefined, messages: 5, busiest: 3, busiestAt: 0 },
    { channel: 'desk', topic: 'metals', messages: 5, busiest: 3, busiestAt: 0 },
  ])
  const first = {
    story: 's',
    channel: 'desk',
    article: 'a',
    decision: { kind: 'alert', reason: 'first' },
  }
  const rows = [first, first] as unknown as readonly LedgerRow[]
  expect(faultsOf(rows, looks, new Set(['a', 'b']))).toEqual({
    overLimit: ['metals in desk'],
    toldFirstTwice: ['s in desk'],
    unaccounted: 1,
  })
})
