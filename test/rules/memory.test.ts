import { expect, test } from 'vitest'
import { loadFiles } from '../../src/rules/files.ts'
import { createMemory } from '../../src/rules/memory.ts'
import { createRandom } from '../support/random.ts'
import { articleIn, NOW } from './support.ts'

/** What each file may say from one save to the next; undefined: it is not there. */
const SAVES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  '_shared.yaml': [
    'lists:\n  metals:\n    - samarium\n    - cerium\n  unused:\n    - zinc\nignore:\n  - oil price\n',
    'lists:\n  metals:\n    - holmium\nignore:\n  - oil price\n  - samarium cat\n',
    'defaults:\n  severity: high\nlists:\n  metals:\n    - samarium | holmium\n',
    '# Everything stands one row lower\nlists:\n  metals:\n    - samarium\n    - cerium\n',
    'lists:\n  metals\n    - samarium\n',
    undefined,
  ],
  'metals.yaml': [
    'topic: Metals\nany:\n  - $metals\ntests:\n  match:\n    - Samarium is scarce\n',
    'topic: Metals\nany:\n  - $metals\ntests:\n  match:\n    - {title: Holmium is scarce, severity: high}\n',
    'topic: Metals\nany:\n  - $metals\n  - samarium\ntests:\n  no match:\n    - A samarium cat\n',
    'topic: Metals\nany:\n  - $metals\nenabled: false\ntests:\n  match:\n    - Nothing of it\n',
  ],
  'oil.yaml': [
    'topic: Oil\nany:\n  - oil\n  - crude oil\ntests:\n  no match:\n    - The oil price fell\n',
    'topic: Oil\nany:\n  - oil price\ntests:\n  todo match:\n    - The oil price fell\n',
    'topic: Oil\nany:\n  - "oil"\n',
    'topic: Oil\nany:\n  - oil\nreview: 2020-01-01\ntests:\n  match:\n    - Crude oil rose\n',
    undefined,
  ],
}

const TEXTS = ['A samarium cat', 'Holmium and cerium', 'The oil price fell', 'Crude oil rose'].map(
  articleIn,
)

test('a load that remembers the ones before comes to the same as one that does not', () => {
  const random = createRandom(14)
  const memory = createMemory()
  const seen = new Set<string>()
  let good = 0
  for (let save = 0; save < 400; save++) {
    const files = Object.entries(SAVES).flatMap(([name, texts]) => {
      const text = texts[random.between(0, texts.length - 1)]
      return text === undefined ? [] : [{ name, file: `rules/${name}`, text }]
    })
    const remembering = loadFiles(files, [], NOW, memory)
    const anew = loadFiles(files, [], NOW)
    expect(remembering.problems).toEqual(anew.problems)
    expect(remembering.source).toEqual(anew.source)
    expect(remembering.set?.hash).toBe(anew.set?.hash)
    expect(TEXTS.map((text) => remembering.compiled?.match(text))).toEqual(
      TEXTS.map((text) => anew.compiled?.match(text)),
    )
    for (const { id } of anew.problems) seen.add(id)
    if (anew.set) good++
  }
  const ids = ['test-failed', 'todo-passes', 'covered', 'unknown-list', 'unused-list', 'review']
  expect([...seen]).toEqual(expect.arrayContaining(ids))
  expect(good).toBeGreaterThan(20)
})

test('what an edit does not touch is not made again', () => {
  const memory = createMemory()
  const [metals, oil] = [SAVES['metals.yaml']![2]!, SAVES['oil.yaml']![0]!]
  const shared = SAVES['_shared.yaml']![3]!
  function load(texts: Readonly<Record<string, string>>) {
    const files = Object.entries(texts).map(([name, text]) => ({ name, file: name, text }))
    return loadFiles(files, [], NOW, memory).source!.topics
  }
  const before = load({ '_shared.yaml': shared, 'metals.yaml': metals, 'oil.yaml': oil })
  const edited = `${metals}# a remark\n`
  const after = load({ '_shared.yaml': shared, 'metals.yaml': edited, 'oil.yaml': oil })
  expect(after[1]).toBe(before[1])
  expect(after[0]).not.toBe(before[0])
})
