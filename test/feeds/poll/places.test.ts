import { expect, test } from 'vitest'
import { createGate } from '../../../src/feeds/poll/gate.ts'
import { createPlaces, type Place } from '../../../src/feeds/poll/places.ts'
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

const REQUEST = { url: 'http://rss.local/feed', allowPrivate: true }
const MIB = 1024 * 1024

/** Places whose documents all have `bytes`, and how often anything was asked for. */
function placesFor(bytes: number) {
  const body = new Uint8Array(bytes)
  let asked = 0
  const open = createPlaces({
    fetcher: {
      async fetch({ url }) {
        asked++
        return { status: 200, url, headers: {}, body, redirects: [], elapsedMs: 1 }
      },
      close: async () => {},
    },
    parse: () => Promise.reject(new Error('not read')),
    gate: createGate(aClock()),
    signal: new AbortController().signal,
  })
  async function fetched(): Promise<Place> {
    const place = open(false)
    await place.fetcher.fetch(REQUEST)
    return place
  }
  return { fetched, asked: () => asked }
}

test('where documents of four megabytes wait to be taken in, nothing more is asked for', async () => {
  const places = placesFor(MIB / 16)
  const first = await places.fetched()
  for (let count = 1; count < 64; count++) await places.fetched()
  let isThrough = false
  const next = places.fetched().then(() => (isThrough = true))
  await new Promise(setImmediate)
  expect([places.asked(), isThrough]).toEqual([64, false])
  first.leave()
  await next
  expect(places.asked()).toBe(65)
})

test('a few large documents that wait keep none of the others out', async () => {
  const places = placesFor(8 * MIB)
  for (let count = 0; count < 30; count++) await places.fetched()
  expect(places.asked()).toBe(30)
})

test('room is given back once, when a poll ends and when its next address is asked', async () => {
  const places = placesFor(MIB / 16)
  for (let count = 0; count < 100; count++) {
    const place = await places.fetched()
    await place.fetcher.fetch(REQUEST)
    place.leave()
    place.leave()
  }
  for (let count = 0; count < 64; count++) await places.fetched()
  let isThrough = false
  void places.fetched().then(() => (isThrough = true))
  await new Promise(setImmediate)
  expect(isThrough).toBe(false)
})
