import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countProblems, renderProblem, renderProblems } from '../../src/rules/check/render.ts'
import { checkStored } from '../../src/rules/check/stored.ts'
import type { Matchable } from '../../src/domain/rule.ts'
import { load } from './support.ts'

const BAD = 'test/fixtures/rules/bad'
const names = readdirSync(BAD).filter((name) => name.endsWith('.yaml'))
const SHARED = 'lists:\n  rare-earths:\n    - cerium\n  china:\n    - China\n'
const USES_SHARED = 'topic: Uses\nany:\n  - $rare-earths | $china\ntests:\n  match: [cerium]\n'

describe('each bad file is told with its place, its cause and its cure', () => {
  test.each(names)('%s', (name) => {
    const text = readFileSync(join(BAD, name), 'utf8')
    const isShared = name.startsWith('_')
    const { problems } = load(
      isShared
        ? { '_shared.yaml': text, 'uses.yaml': USES_SHARED.replace(/\$.*/, 'cerium') }
        : { '_shared.yaml': SHARED, [name]: text, 'uses.yaml': USES_SHARED },
    )
    const expected = readFileSync(join(BAD, name.replace('.yaml', '.txt')), 'utf8')
    expect(`${renderProblems(problems)}\n`).toBe(expected)
  })
})

test('there are at least forty bad files', () => {
  expect(names.length).toBeGreaterThanOrEqual(40)
})

test('all errors of all files are told at once, in the order of the files', () => {
  const { problems, set } = load({
    'b.yaml': 'topic: B\nany:\n  - "x"\n  - $none\n',
    'a.yaml': 'topik: A\nany:\n  - y\n',
  })
  expect(set).toBeUndefined()
  const errors = problems.filter(({ level }) => level === 'error')
  expect(errors.map(({ file, line, id }) => [file, line, id])).toEqual([
    ['rules/a.yaml', 1, 'unknown-key'],
    ['rules/a.yaml', 1, 'missing-key'],
    ['rules/b.yaml', 3, 'quoted'],
    ['rules/b.yaml', 4, 'unknown-list'],
  ])
  expect(countProblems(problems)).toBe('4 errors')
})

test('the caret stands below Chinese text, whose characters are two columns wide', () => {
  const { problems } = load({ 'a.yaml': 'topic: A\nany:\n  - 稀土 $nichts\n' })
  const [, shown, marked] = renderProblem(problems.find(({ id }) => id === 'unknown-list')!).split(
    '\n',
  )
  expect(shown).toBe('   3 |   - 稀土 $nichts')
  expect(marked).toMatch(/^ {5}\| {10}\^{7} {2}/)
})

test('a warning is silenced by its id on its own line, an error is not', () => {
  const { problems } = load({
    'a.yaml':
      'topic: A # ok: no-tests\nany:\n  - ai # ok: short-term\n  - eu\n  - $x # ok: unknown-list\n',
  })
  expect(problems.map(({ id }) => id).toSorted()).toEqual(['unknown-list', 'unknown-ok'])
})

test('a mistyped name behind # ok: is told, and the one that was meant', () => {
  const { problems } = load({
    'a.yaml': 'topic: A # ok: no-tests\nany:\n  - ai # ok: short-trem\n',
  })
  expect(problems).toMatchObject([
    { id: 'short-term', line: 3, column: 5 },
    { id: 'unknown-ok', line: 3, column: 14, cure: 'did you mean short-term?' },
  ])
})

test('where _shared.yaml cannot be read, its lists are not said to be missing', () => {
  const { problems } = load({
    '_shared.yaml': 'lists:\n  china: [\n',
    'a.yaml': 'topic: A\nany:\n  - $china\n',
  })
  expect(problems.map(({ id }) => id)).not.toContain('unknown-list')
})

function articles(count: number, title: (index: number) => string): AsyncIterable<Matchable> {
  async function* make(): AsyncGenerator<Matchable> {
    for (let index = 0; index < count; index++)
      yield {
        title: title(index),
        lead: '',
        body: '',
        lang: 'en',
        langs: ['en'],
        feeds: [],
        tags: [],
      }
  }
  return make()
}

const STORED = {
  'a.yaml':
    'topic: A\nany:\n  - magnet\n  - cerium\n  - yttrium # ok: dead-line\nnone:\n  - toy\nonly:\n  source: wire\n',
}

test('stored articles show lines that hit nearly everything, and lines that hit nothing', async () => {
  const { source, files } = load(STORED)
  const { problems } = await checkStored(
    source!,
    files,
    articles(1000, () => 'Magnets sell well'),
  )
  expect(problems.map(({ id, line, message }) => [id, line, message])).toEqual([
    ['too-broad', 3, 'this line hits 1000 of 1000 stored articles'],
    ['dead-line', 4, 'this line hits none of 1000 stored articles'],
  ])
})

test('few stored articles prove nothing', async () => {
  const { source, files } = load(STORED)
  const { problems } = await checkStored(
    source!,
    files,
    articles(999, () => 'Magnets sell well'),
  )
  expect(problems).toEqual([])
})

test('each none line is told how many stored matches it kept silent', async () => {
  const { source, files } = load({ 'a.yaml': STORED['a.yaml'].replace(/only:[^]*/, '') })
  const { vetoes } = await checkStored(
    source!,
    files,
    articles(10, (index) => (index < 4 ? 'Toy magnets sell' : 'A toy train')),
  )
  expect(vetoes).toEqual([{ file: 'rules/a.yaml', row: 7, line: 'toy', killed: 4 }])
})
