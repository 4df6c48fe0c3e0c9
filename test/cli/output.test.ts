import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { writeNewFile, writingLines } from '../../src/cli/output.ts'
import { freshFolder } from '../support/folders.ts'

let folder: string
beforeEach(() => {
  folder = freshFolder()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

test('lines take their name when all are there', async () => {
  const file = join(folder, 'out.jsonl')
  const result = await writingLines(file, async (write) => {
    for (let n = 0; n < 5000; n++) await write({ n })
    expect(existsSync(file)).toBe(false)
    return 'done'
  })
  expect(result).toBe('done')
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(5000)
  expect(readdirSync(folder)).toEqual(['out.jsonl'])
})

test('work that fails leaves the earlier file as it was, and nothing beside it', async () => {
  const file = join(folder, 'out.jsonl')
  writeFileSync(file, 'earlier')
  const work = writingLines(file, async (write) => {
    await write({ n: 1 })
    throw new Error('a bad line')
  })
  await expect(work).rejects.toThrow('a bad line')
  expect(readFileSync(file, 'utf8')).toBe('earlier')
  expect(readdirSync(folder)).toEqual(['out.jsonl'])
})

test('a place that cannot be written is named with the reason', async () => {
  mkdirSync(join(folder, 'sub'))
  async function trouble(path: string): Promise<string> {
    const error: Error = await writingLines(path, async (write) => {
      for (let n = 0; n < 20_000; n++) await write({ n })
      return new Error('it was written')
    }).catch((caught: Error) => caught)
    return error.message
  }
  expect(await trouble(join(folder, 'sub'))).toMatch(/sub cannot be written: it is a folder/)
  expect(await trouble(join(folder, 'no', 'x'))).toMatch(/x cannot be written: there is no such/)
  // A device that is always full, where the system has one.
  const full = existsSync('/dev/full') ? '/dev/full' : join(folder, 'sub')
  expect(await trouble(full)).toMatch(/cannot be written: (?:the disk is full|it is a folder)/)
})

test('a new file replaces none', async () => {
  const file = join(folder, 'a.yaml')
  await writeNewFile(file, 'one', 'choose another')
  await expect(writeNewFile(file, 'two', 'choose another')).rejects.toThrow(
    'a.yaml is there already; choose another.',
  )
  expect(readFileSync(file, 'utf8')).toBe('one')
})
