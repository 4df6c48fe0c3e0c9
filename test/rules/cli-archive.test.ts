import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { EARTHS, run, storeOf, TALKS, temporaryFolder } from './support.ts'

function stored(titles: readonly string[]): ReturnType<typeof storeOf> {
  return storeOf(titles.map((title, index) => ({ id: `article${index}`, title })))
}

describe('rules backtest', () => {
  test('stored articles that the edit gains and loses are shown with their lines', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const other = await temporaryFolder({
      'rare-earths.yaml': EARTHS.replace('- samarium', '- samarium\n  - cerium'),
    })
    const store = stored(['Cerium is cheap', 'Samarium is scarce', 'Magnet exports stop', 'Rain'])
    const { out, code } = await run(
      folder,
      ['rules', 'backtest', '--against', other, '--since', '2d'],
      store,
    )
    expect(code).toBe(0)
    expect(out).toContain('4 articles, compared with')
    expect(out).toMatch(/rare-earths +3 +2/)
    expect(out).toContain('lost: 1\n- rare-earths (medium)  Cerium is cheap')
    expect(out).toMatch(/Example Wire .*rare-earths\.yaml:4 {2}cerium/)
  })

  test('without --against the last commit is compared with, on an archive file', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    function git(...args: string[]): void {
      execFileSync('git', ['-C', folder, ...args])
    }
    git('init', '-q')
    git('add', '.')
    git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-qm', 'rules')
    writeFileSync(
      join(folder, 'rare-earths.yaml'),
      EARTHS.replace('- samarium\n', '- samarium\n  - cerium\n').replace(
        'title: samarium',
        'scarce',
      ),
    )
    const archive = join(folder, 'news.jsonl.gz')
    const rows = ['Cerium is cheap', 'Samarium sells', 'Rain'].map((title, id) =>
      JSON.stringify({ id: String(id), title, date: '2026-11-20' }),
    )
    writeFileSync(archive, gzipSync(rows.join('\n')))
    const { out } = await run(folder, ['rules', 'backtest', '--archive', archive, '--json'])
    expect(JSON.parse(out)).toMatchObject({
      against: 'HEAD',
      articles: 3,
      topics: [{ topic: 'rare-earths', before: 1, after: 2 }],
      differences: [
        { kind: 'gained', line: 'cerium', row: 4, article: { title: 'Cerium is cheap' } },
        { kind: 'quieter', line: 'title: samarium', article: { title: 'Samarium sells' } },
      ],
    })
    await expect(
      run(folder, ['rules', 'backtest', '--archive', archive, '--against', '--output=x']),
    ).rejects.toThrow(/no rules to compare with/)
  })
})

describe('eval', () => {
  test('figures by topic, the misses, and a prediction for every article', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS, 'talks.yaml': TALKS })
    const file = join(folder, 'labelled.jsonl')
    const rows = [
      { id: 'a', title: 'Samarium is scarce', labels: ['rare-earths'] },
      { id: 'b', title: 'Holmium is scarce', labels: ['rare-earths'] },
      { id: 'c', title: 'Trade talks of the football clubs', labels: [] },
      { id: 'd', title: 'Nobody has read this' },
    ]
    writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'))
    const out = join(folder, 'out.jsonl')
    const result = await run(folder, ['eval', file, '--predictions', out])
    expect(result.out).toContain('4 articles, 3 of them labelled')
    expect(result.out).toMatch(/rare-earths +2 +1 +1 +1\.000 +0\.500 +0\.667/)
    expect(result.out).toMatch(/talks +0 +1 +0 +0\.000 +– +0\.000/)
    expect(result.out).toMatch(/missed +rare-earths +en +Holmium is scarce/)
    expect(result.out).toMatch(
      /false +talks +en +Trade talks of the football clubs +line 3 trade talk/,
    )
    expect(
      readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'a', topics: [{ id: 'rare-earths', severity: 'high' }] },
      { id: 'b', topics: [] },
      { id: 'c', topics: [{ id: 'talks', severity: 'medium' }] },
      { id: 'd', topics: [] },
    ])
  })

  test('a bad line of the file is named', async () => {
    const folder = await temporaryFolder({ 'talks.yaml': TALKS })
    const file = join(folder, 'labelled.jsonl')
    writeFileSync(file, '{"id": "a", "title": "x"}\n{"id": \n')
    await expect(run(folder, ['eval', file])).rejects.toThrow(/labelled\.jsonl:2 is not a JSON/)
    await expect(run(folder, ['eval', 'none.jsonl'])).rejects.toThrow(/none\.jsonl cannot be read/)
  })
})

test('eval says so where no article is labelled', async () => {
  const folder = await temporaryFolder({
    'a.yaml': 'topic: A\nany:\n  - samarium\ntests:\n  match:\n    - samarium\n',
    'news.jsonl': '{"id":"1","title":"Samarium"}\n{"id":"2","title":"Rain"}\n',
  })
  const { out } = await run(folder, ['eval', join(folder, 'news.jsonl')])
  expect(out).toContain('2 articles, none of them labelled: there is nothing to compare with.')
  expect(out).toContain('"labels"')
})

describe('eval of a bad file', () => {
  test.each([
    ['broken JSON', '{"id":"1","title":"One"}\n{"id":\n', /:2 is not a JSON object/],
    ['a list', '[1]\n', /:1 is not a JSON object/],
    ['no id', '{"title":"One"}\n', /:1 has no id/],
    ['no words', '{"id":"1"}\n', /:1 has neither title, lead nor body/],
    ['nothing', '\n\n', /holds no article/],
  ])('%s is told with its line, and an earlier result stays', async (_, text, words) => {
    const folder = await temporaryFolder({ 'talks.yaml': TALKS })
    const [file, out] = [join(folder, 'x.jsonl'), join(folder, 'out.jsonl')]
    writeFileSync(file, text)
    writeFileSync(out, 'earlier')
    await expect(run(folder, ['eval', file, '--predictions', out])).rejects.toThrow(words)
    expect(readFileSync(out, 'utf8')).toBe('earlier')
  })
})

test('rules check says what readers found not relevant, as precision by topic', async () => {
  const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
  const feedback = new Map([
    ['rare-earths', { told: 8, notRelevant: 2 }],
    ['talks', { told: 3, notRelevant: 0 }],
  ])
  const { out } = await run(folder, ['rules', 'check'], storeOf([], feedback))
  expect(out).toContain('rare-earths: readers found 2 of 8 alerts not relevant (precision 75 %)')
  // Nobody has pressed the button under these.
  expect(out).not.toContain('talks:')
})
