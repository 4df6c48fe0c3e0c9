import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourcesIn, type Source } from './sources.ts'

const sources = sourcesIn('src')
const tests = sourcesIn('test')
const STEPS = ['feeds', 'rules', 'stories', 'alerts', 'channels']

/** The room of a file: its folder below src, or its own name. */
function roomOf(file: string): string {
  const [, room = '', inside] = file.split('/')
  return inside === undefined ? room.replace(/\.ts$/, '') : room
}

/** What each room may import, beside itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  domain: ['lib'],
  text: ['lib'],
  store: ['domain', 'lib'],
  ...Object.fromEntries(STEPS.map((step) => [step, ['domain', 'lib', 'text']])),
  settings: ['lib', 'domain'],
  config: ['lib', 'domain', 'settings'],
  log: ['domain', 'config'],
  version: [],
  schedule: [...STEPS, 'domain', 'lib'],
  pipeline: [...STEPS, 'domain', 'lib', 'telling'],
  telling: [...STEPS, 'domain', 'lib'],
  digests: [...STEPS, 'domain', 'lib'],
  notices: ['domain', 'lib'],
}
const EVERYTHING = new Set(['app', 'cli', 'demo', 'main'])

describe('the import law', () => {
  test.each(sources.map(({ file, imports }) => ({ file, imports })))(
    '$file',
    ({ file, imports }) => {
      const room = roomOf(file)
      for (const target of imports) {
        expect(existsSync(target), `${target} is there`).toBe(true)
        const other = roomOf(target)
        if (other === room) continue
        if (room === 'app') expect(other).not.toBe('cli')
        if (EVERYTHING.has(room)) continue
        expect(MAY[room], `src/${room} imports ${target}`).toContain(other)
      }
    },
  )

  test('nothing goes round', () => {
    expect(circlesIn(sources)).toEqual([])
  })
})

/** Circles of imports, each as the files that it runs through. */
function circlesIn(all: readonly Source[]): readonly string[] {
  const byFile = new Map(all.map((source) => [source.file, source.imports]))
  const done = new Set<string>()
  const circles: string[] = []
  function visit(file: string, path: readonly string[]): void {
    const from = path.indexOf(file)
    if (from >= 0) circles.push([...path.slice(from), file].join(' → '))
    if (from >= 0 || done.has(file)) return
    for (const next of byFile.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const { file } of all) visit(file, [])
  return circles
}

/** The one door of each package: where it may be imported. */
const DOORS: Readonly<Record<string, RegExp>> = {
  'rss-parser': /^src\/feeds\/parse\//,
  cheerio: /^src\/(?:feeds\/parse\/|lib\/(?:html|entities))/,
  'node-cron': /^src\/(?:schedule|lib\/cron)\.ts$/,
  'discord.js': /^src\/channels\/discord\//,
  kysely: /^src\/store\//,
  undici: /^src\/feeds\/fetch\//,
  re2js: /^src\/rules\/signs\//,
  yaml: /^src\/lib\/yaml/,
  pino: /^src\/log\.ts$/,
  commander: /^src\/cli\//,
  chokidar: /^src\/(?:rules|feeds|lib)\//,
  'ipaddr.js': /^src\/feeds\/fetch\//,
}

describe('one door for each package', () => {
  test.each(Object.entries(DOORS))('%s', (name, door) => {
    const users = sources.filter(({ packages }) =>
      packages.some((each) => each === name || each.startsWith(`${name}/`)),
    )
    expect(users.map(({ file }) => file).filter((file) => !door.test(file))).toEqual([])
  })

  test('natural is imported by deep path alone, in text/', () => {
    for (const { file, packages } of [...sources, ...tests]) {
      expect(packages, file).not.toContain('natural')
      const deep = packages.some((name) => name.startsWith('natural/'))
      if (deep) expect(file).toMatch(/^src\/text\//)
    }
  })

  test('the test-only description of Discord stays in test/support', () => {
    for (const { file, packages } of [...sources, ...tests])
      if (packages.some((name) => name.startsWith('discord-api-spec')))
        expect(file).toMatch(/^test\/support\//)
  })
})

describe('sizes and habits', () => {
  test.each(sources.map(({ file, text }) => ({ file, text })))('$file', ({ text }) => {
    expect(text.split('\n').length).toBeLessThanOrEqual(251)
    expect(text).not.toMatch(
      /\bparseURL\b\(|@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable/,
    )
    expect(text).not.toMatch(/\b(?:TODO|FIXME|XXX)\b/)
  })

  test('no test is switched off', () => {
    for (const { file, text } of tests.filter(({ file: name }) => name.endsWith('.test.ts')))
      expect(text, file).not.toMatch(/\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b/)
  })
})
