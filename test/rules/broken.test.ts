import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderProblems } from '../../src/rules/check/render.ts'
import { loadFiles } from '../../src/rules/files.ts'
import { NOW } from './support.ts'

const shipped = readdirSync('rules')
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .map((name) => ({ name, file: `rules/${name}`, text: readFileSync(`rules/${name}`, 'utf8') }))

const shared = shipped.find(({ name }) => name === '_shared.yaml')!

/** What slips in while typing, and what is meant to break a reader. */
const SLIPS =
  `" ' # #x : :\u0020 - -\u0020 | > [ ] { } &a *a !t ? % $ ( ) + NEAR NEAR/3 = * < > <90_days> / // ： ｜ \\ --- ... __proto__: $china ﬀ 🇩🇪`
    .split(' ')
    .concat([
      '\n',
      '\t',
      '\r',
      '\u0000',
      '\ud800',
      '\u2028',
      '\u202e',
      'any:\n',
      '\n---\n',
      '\n- - ',
      '\n  -x',
      '\n  – x',
      '\u00a0',
      '\u3000- ',
    ])

const slip = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.nat(12),
  insert: fc.oneof(fc.constantFrom(...SLIPS), fc.constant('')),
})

test('whatever happens to a file, it is read or refused with a place in it, and nothing is thrown', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: shipped.length - 1 }),
      fc.array(slip, { minLength: 1, maxLength: 4 }),
      (index, slips) => {
        const text = slips.reduce((before, { at, drop, insert }) => {
          const from = Math.floor(at * before.length)
          return before.slice(0, from) + insert + before.slice(from + drop)
        }, shipped[index]!.text)
        const files = [shared, { ...shipped[index]!, text }]
        const { set, problems } = loadFiles(files, [], NOW)
        const rows = text.split('\n').length
        const outside = problems.filter(
          ({ file, line, column }) =>
            column < 1 || line < 1 || (file === shipped[index]!.file && line > rows),
        )
        expect(outside).toEqual([])
        expect(set === undefined).toBe(problems.some(({ level }) => level === 'error'))
        expect(renderProblems(problems)).toBeTypeOf('string')
      },
    ),
    { numRuns: 150 },
  )
})
