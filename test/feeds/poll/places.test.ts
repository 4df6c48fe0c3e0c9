import { expect, test } from 'vitest'
import { createGate } from '../../../src/feeds/poll/gate.ts'
import { createPlaces } from '../../../src/feeds/poll/places.ts'
import { aClock } from '../support.ts'
import { NOON } from '../../support/things.ts'

const OPTIONS = { url: 'https://wire.example/feed', now: NOON }
const LIGHT = new TextEncoder().encode('<rss/>')

test.each([
  ['large', new Uint8Array(600_000)],
  ['dense', new TextEncoder().encode('<a/>'.repeat(30_000))],
])('%s documents that are long in reading hold up none of the others', async (_, heavy) => {
  const places = createPlaces({
    fetcher: { fetch: () => Promise.reject(new Error('not asked')), close: async () => {} },
    parse: (bytes) =>
      bytes === heavy
        ? new Promise(() => {})
        : { kind: 'rss', title: 'read', url: undefined, entries: [] },
    gate: createGate(aClock()),
    signal: new AbortController().signal,
  })
  for (let count = 0; count < 20; count++) void places(false).parse(heavy, OPTIONS)
  expect(await places(false).parse(LIGHT, OPTIONS)).toMatchObject({ title: 'read' })
})
