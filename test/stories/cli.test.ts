import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storiesCommand } from '../../src/cli/stories.ts'
import { ConfigError } from '../../src/domain/errors.ts'
import { recordingContext, temporaryFolder } from '../rules/support.ts'

const ARCHIVE = [
  { id: 'late', date: '2026-02-03T10:00Z', title: 'Hanoi reduces duties on American cars' },
  { id: 'other', date: '2019-05-01', title: 'Wool prices fall' },
  { id: 'early', date: '2026-02-03T08:00Z', title: 'Vietnam cuts tariffs on US cars' },
]

async function group(
  rows: readonly object[],
): Promise<{ out: string; rows: string; code: number }> {
  const folder = await temporaryFolder({
    'archive.jsonl': rows.map((row) => JSON.stringify(row)).join('\n'),
  })
  const context = recordingContext(folder)
  const out = join(folder, 'stories.jsonl')
  await storiesCommand(context)
    .exitOverride()
    .parseAsync(['group', join(folder, 'archive.jsonl'), '--out', out], { from: 'user' })
  return { ...context.result(), rows: await readFile(out, 'utf8') }
}

describe('stories group', () => {
  test('writes the story of every article, in the order of the dates', async () => {
    const { out, rows, code } = await group(ARCHIVE)
    const written = rows
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row) as { id: string; story: string })
    expect(written.map(({ id }) => id)).toEqual(['other', 'early', 'late'])
    expect(written[1]?.story).toBe(written[2]?.story)
    expect(written[0]?.story).not.toBe(written[1]?.story)
    expect(out).toContain('3 articles, 2 stories; written to ')
    expect(code).toBe(0)
  })

  test('is the same every time', async () => {
    expect((await group(ARCHIVE)).rows).toBe((await group(ARCHIVE.toReversed())).rows)
  })

  test('says which line of an archive cannot be read', async () => {
    const attempt = group([{ id: 'a', title: 'Good' }, { title: 'Without an id' }])
    await expect(attempt).rejects.toThrow(ConfigError)
    await expect(attempt).rejects.toThrow('archive.jsonl:2')
  })
})
