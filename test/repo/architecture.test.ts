import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sourcesIn, type Source } from './sources.ts'

// Declarations for packages that have none are no code of ours.
const sources = sourcesIn('src').filter(({ file }) => !file.endsWith('.d.ts'))
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
  log: ['domain', 'lib', 'config'],
  version: [],
  schedule: [...STEPS, 'domain', 'lib'],
  pipeline: [...STEPS, 'domain', 'lib', 'matching', 'telling'],
  matching: [...STEPS, 'domain', 'lib', 'telling'],
  telling: [...STEPS, 'domain', 'lib'],
  digests: [...STEPS, 'domain', 'lib'],
  notices: ['domain', 'lib'],
}
const EVERYTHING = new Set(['app', 'cli', 'demo', 'main'])

describe('the import law', () => {
  test('every import leads to a file that is there', () => {
    const all = [...sources, ...tests].flatMap(({ file, imports }) =>
      imports.map((to) => `${file} → ${to}`),
    )
    expect(all.filter((line) => !existsSync(line.split(' → ')[1]!))).toEqual([])
  })

  test('each room imports only what lies below it', () => {
    expect(sources.flatMap(breachesOf)).toEqual([])
  })

  test('nothing goes round', () => {
    expect(circlesIn(sources)).toEqual([])
  })
})

/** Imports that the law forbids, each as a line. */
function breachesOf({ file, imports }: Source): readonly string[] {
  const room = roomOf(file)
  return imports
    .filter((target) => {
      const other = roomOf(target)
      if (other === room) return false
      if (room === 'app') return other === 'cli'
      return !EVERYTHING.has(room) && !MAY[room]?.includes(other)
    })
    .map((target) => `${file} imports ${target}`)
}

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
  chokidar: /^src\/lib\/watch\.ts$/,
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
    const users = [...sources, ...tests].filter(({ packages }) =>
      packages.some((name) => /^natural(?:\/|$)/.test(name)),
    )
    expect(users.flatMap(({ packages }) => packages)).not.toContain('natural')
    expect(users.filter(({ file }) => !file.startsWith('src/text/'))).toEqual([])
  })

  test('the test-only description of Discord stays in test/support', () => {
    const users = [...sources, ...tests].filter(({ packages }) =>
      packages.some((name) => name.startsWith('discord-api-spec')),
    )
    expect(
      users.map(({ file }) => file).filter((file) => !file.startsWith('test/support/')),
    ).toEqual([])
  })
})

describe('sizes and habits', () => {
  test('no file is longer than 250 lines', () => {
    expect(filesWhere(sources, (text) => text.trimEnd().split('\n').length > 250)).toEqual([])
  })

  test('nothing is left for later, no check is switched off, rss-parser fetches nothing', () => {
    const forbidden =
      /\bparseURL\b\(|@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable|\b(?:TODO|FIXME|XXX)\b/
    expect(filesWhere(sources, (text) => forbidden.test(text))).toEqual([])
  })

  test('no test is switched off', () => {
    const off = /\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b/
    expect(
      filesWhere(
        tests.filter(({ file }) => file.endsWith('.test.ts')),
        (text) => off.test(text),
      ),
    ).toEqual([])
  })

  test('the project speaks of itself alone: no path of a machine, no registry', () => {
    const foreign = new RegExp(
      ['/wo' + 'rk/', '/ho' + 'me/', '/ro' + 'ot/', 'npm' + 'mirror'].join('|'),
    )
    expect(filesWhere([...sources, ...tests], (text) => foreign.test(text))).toEqual([])
  })
})

function filesWhere(all: readonly Source[], test: (text: string) => boolean): readonly string[] {
  return all.filter(({ text }) => test(text)).map(({ file }) => file)
}
