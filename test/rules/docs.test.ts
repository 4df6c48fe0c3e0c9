import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { rulesCommand } from '../../src/cli/rules/index.ts'
import { renderProblems } from '../../src/rules/check/render.ts'
import { TOPIC } from '../../src/rules/read/keys.ts'
import { articleIn, load, recordingContext, storeOf, temporaryFolder } from './support.ts'

const GUIDE = readFileSync('docs/rules.md', 'utf8')
const README = readFileSync('README.md', 'utf8')

type Block = { readonly mark: string; readonly kind: string; readonly text: string }

/** Fenced blocks with the comment above them: `<!-- file: soybeans.yaml -->`. */
const blocks: readonly Block[] = [
  ...GUIDE.matchAll(/(?:<!-- ([^>]+) -->\n)?```(\w+)\n([^]*?)```\n/g),
].map(([, mark = '', kind = '', text = '']) => ({ mark, kind, text }))

const files = blocks.filter(({ mark }) => mark.startsWith('file: '))
const shared = files.find(({ mark }) => mark.endsWith('_shared.yaml'))!.text

/** The rows of every table with this head. */
function rowsBelow(head: string): readonly (readonly string[])[] {
  return GUIDE.split(`${head}\n`)
    .slice(1)
    .flatMap((rest) => rest.split('\n\n')[0]!.split('\n').slice(1))
    .map((row) => row.slice(2, -2).split(/(?<!\\) \| /))
    .map((cells) => cells.map((cell) => cell.replaceAll(String.raw`\|`, '|')))
}

function codes(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!)
}

describe('every file in the guide is whole, good and passes its own tests', () => {
  test.each(files.map(({ mark, text }, index) => [`${index + 1} ${mark}`, mark, text] as const))(
    '%s',
    (_, mark, text) => {
      const name = mark.slice('file: '.length)
      const { problems, set } = load({ '_shared.yaml': shared, 'uses.yaml': USES, [name]: text })
      expect(renderProblems(problems)).toBe('')
      expect(set).toBeDefined()
    },
  )
})

const USES =
  'topic: Uses\nany:\n  - $china palm oil\n  - $buyers palm oil\ntests:\n  match:\n    - China palm oil\n'

describe('every line in a table finds what the table says', () => {
  const rows = rowsBelow('| write | finds | does not find |')
  test.each(
    rows.map(([write, finds, not]) => [codes(write!)[0]!, codes(finds!), codes(not!)] as const),
  )('%s', (line, finds, not) => {
    const { compiled, problems } = load({ 'a.yaml': `topic: A\nany:\n  - ${line}\n` })
    expect(problems.filter(({ level }) => level === 'error')).toEqual([])
    function found(text: string): boolean {
      return compiled!.match({ ...articleIn(''), body: text }).length > 0
    }
    expect(finds.filter((text) => !found(text))).toEqual([])
    expect(not.filter(found)).toEqual([])
    expect(finds.length + not.length).toBeGreaterThan(1)
  })

  test('there are tables', () => expect(rows.length).toBeGreaterThan(12))
})

function errorsOf(entry: string): number {
  const { problems } = load({ 'a.yaml': `topic: A\nany:\n  ${entry}\n` })
  return problems.filter(({ level }) => level === 'error').length
}

describe('every mistake is one, and its cure is none', () => {
  const rows = rowsBelow('| you wrote | write |')
  test.each(rows.map((cells) => cells.map((cell) => codes(cell)[0]!)))('%s', (wrote, write) => {
    expect(errorsOf(wrote!)).toBeGreaterThan(0)
    expect(errorsOf(write!)).toBe(0)
  })
})

describe('every phrase in which a sign was meant is warned of, and what was meant is not', () => {
  const rows = rowsBelow('| as it stands it is a phrase | probably meant is |')
  test.each(rows.map((cells) => cells.map((cell) => codes(cell)[0]!)))('%s', (wrote, meant) => {
    const [before, after] = [wrote, meant].map((entry) => {
      const { problems } = load({ 'a.yaml': `topic: A # ok: no-tests\nany:\n  ${entry}\n` })
      return problems.filter(({ line }) => line === 3)
    })
    expect(before).toMatchObject([{ level: 'warning', cure: expect.stringContaining('write ') }])
    expect(after).toEqual([])
  })
})

test('the bad file is told as the guide shows it', () => {
  const at = blocks.findIndex(({ mark }) => mark.startsWith('bad: '))
  const [bad, told] = blocks.slice(at)
  const name = bad!.mark.slice('bad: '.length)
  const { problems } = load({ '_shared.yaml': shared, [name]: bad!.text })
  const shown = problems.filter(({ level }) => level === 'error')
  expect(`${renderProblems(shown)}\n`).toBe(told!.text)
})

describe('every command in the guide prints what the guide shows', () => {
  const commands = blocks
    .filter(({ kind }) => kind === 'console')
    .map(({ text }) => /^\$ trucewatch (.*)\n([^]*)$/.exec(text)!.slice(1) as [string, string])
  test.each(commands)('%s', async (command, expected) => {
    const newest = Object.fromEntries(
      files.map(({ mark, text }) => [mark.slice('file: '.length), text]),
    )
    const folder = await temporaryFolder(newest)
    const context = recordingContext(folder, storeOf(STORED))
    const program = new Command('trucewatch').exitOverride().addCommand(rulesCommand(context))
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word]) => quoted ?? word!,
    )
    const before = args.indexOf(LAST_WEEK)
    const oldest = await temporaryFolder({ 'soybeans.yaml': files[0]!.text })
    if (before >= 0) args[before] = oldest
    await program.parseAsync(args, { from: 'user' })
    const { out } = context.result()
    expect(out.replaceAll(folder, 'rules').replaceAll(oldest, LAST_WEEK)).toBe(expected)
  })
})

const LAST_WEEK = '../rules-of-last-week'
const STORED = [
  { id: '3kq7m2xw5dpa4hcz', title: 'Crushing of soy stops as a plant burns' },
  { id: 'b2uw6c7tq3xnl5ye', title: 'Soymeal stocks are at a record' },
  { id: 'w4hz5o2vgm6ad7rk', title: 'Soybean planting begins early' },
  { id: 'x3jt7p4yqe5bn2fs', title: 'Rain delays the test match' },
]

test('the guide names every key', () => {
  const keys = Object.keys(TOPIC.schema['properties'] as object)
  expect(keys.filter((key) => !GUIDE.includes(`\`${key}\``))).toEqual([])
})

test('the alert that the readme shows names lines as they stand in the shipped files', () => {
  const named = [...README.matchAll(/rule ([a-z-]+), line (\d+) {2}([^\n]+)/g)]
  expect(named.length).toBeGreaterThan(2)
  for (const [, topic, row, shown] of named) {
    const line = readFileSync(`rules/${topic}.yaml`, 'utf8').split('\n')[Number(row) - 1]
    expect(line?.trim().startsWith(`- ${shown}`), `${topic}:${row}`).toBe(true)
  }
})
