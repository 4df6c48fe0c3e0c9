import { describe, expect, test } from 'vitest'
import type { RulesContext } from '../../src/cli/rules/context.ts'
import { EARTHS, run, storeOf, TALKS, temporaryFolder } from './support.ts'

function stored(titles: readonly string[]): Partial<RulesContext> {
  return storeOf(titles.map((title, index) => ({ id: `articleaaaaaaaa${index}`, title })))
}

describe('rules check', () => {
  test('good rules are counted, exit code 0', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const { out, code } = await run(folder, ['rules', 'check'])
    expect(out).toBe('1 file, 1 topic, 2 tests: all good\n')
    expect(code).toBe(0)
  })

  test('errors are printed with their place, exit code 1', async () => {
    const folder = await temporaryFolder({ 'a.yaml': EARTHS.replace('samarium', '"samarium"') })
    const { out, code } = await run(folder, ['rules', 'check'])
    expect(out).toContain('a.yaml:3:5  error[quoted]  a phrase needs no quotes')
    expect(out).toContain('^^^^^^^^^^  write - samarium')
    expect(code).toBe(1)
  })

  test('named files alone are shown, and an unknown one is an error', async () => {
    const folder = await temporaryFolder({ 'a.yaml': 'topic: x\n', 'b.yaml': EARTHS })
    expect(await run(folder, ['rules', 'check', 'rules/b.yaml'])).toMatchObject({ code: 0 })
    await expect(run(folder, ['rules', 'check', 'c.yaml'])).rejects.toThrow(
      'There is no rule file c.yaml: did you mean',
    )
  })

  test('--json gives every problem as data', async () => {
    const folder = await temporaryFolder({ 'a.yaml': 'topic: x\nany:\n  - yttrium\n' })
    const { out, code } = await run(folder, ['rules', 'check', '--json'])
    expect(JSON.parse(out).problems).toMatchObject([{ level: 'warning', id: 'no-tests', line: 1 }])
    expect(code).toBe(0)
  })

  test('what none lines kept silent on stored articles is printed', async () => {
    const folder = await temporaryFolder({ 'a.yaml': `${EARTHS}none:\n  - toy\n` })
    const { out } = await run(folder, ['rules', 'check'], stored(['Samarium toy', 'Samarium']))
    expect(out).toContain('a.yaml:16  none: toy kept the topic silent on 1 of 2 stored articles')
  })
})

describe('rules test', () => {
  test('each test is a line with its reason', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS, 'talks.yaml': TALKS })
    const { out, code } = await run(folder, ['rules', 'test', 'rare-earths'])
    expect(out).toBe(
      `ok      rare-earths:12  Samarium is scarce
         line 7 "title: samarium" (high) found "Samarium"
ok      rare-earths:14  A quiet day
2 tests, all good
`,
    )
    expect(code).toBe(0)
  })

  test('a failing test says why, exit code 1', async () => {
    const folder = await temporaryFolder({
      'a.yaml': EARTHS.replace('A quiet day', 'The kitchen magnet export'),
    })
    const { out, code } = await run(folder, ['rules', 'test'])
    expect(out).toContain('FAILED  a:14  The kitchen magnet export')
    expect(out).toContain('line 4 "magnet NEAR export" found "magnet export"')
    expect(out).toContain('if "kitchen magnet" is never news, add it under ignore:')
    expect(code).toBe(1)
  })
})

describe('rules test --json', () => {
  test('every test is there with what came of it and why', async () => {
    const folder = await temporaryFolder({
      'a.yaml': `${EARTHS.replace('A quiet day', 'The kitchen magnet export')}  todo match:\n    - Gallium\n`,
    })
    const { out, code } = await run(folder, ['rules', 'test', '--json'])
    const { problems, tests } = JSON.parse(out)
    expect(problems).toEqual([])
    expect(tests).toMatchObject([
      { topic: 'a', row: 12, expect: 'match', passed: true, severity: 'high' },
      {
        row: 14,
        title: 'The kitchen magnet export',
        expect: 'no match',
        passed: false,
        severity: 'medium',
        reasons: [
          'line 4 "magnet NEAR export" found "magnet export"',
          'if "kitchen magnet" is never news, add it under ignore:',
        ],
      },
      { row: 16, todo: true, passed: false },
    ])
    expect(code).toBe(1)
  })

  test('rules that cannot be read are problems', async () => {
    const folder = await temporaryFolder({ 'a.yaml': 'topic: x\nany:\n  - "y"\n' })
    const { out, code } = await run(folder, ['rules', 'test', '--json'])
    expect(JSON.parse(out)).toMatchObject({ problems: [{ id: 'quoted', line: 3 }], tests: [] })
    expect(code).toBe(1)
  })
})
