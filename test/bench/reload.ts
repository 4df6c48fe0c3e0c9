import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createRuleKeeper } from '../../src/rules/keeper.ts'

const EDITS = 9
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** From the last write of a shipped file to the moment when its edit, tested, is in force. */
export async function benchReload(print: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'trucewatch-bench-'))
  await cp(join(import.meta.dirname, '../../rules'), join(folder, 'rules'), { recursive: true })
  const keeper = createRuleKeeper({
    folder: join(folder, 'rules'),
    lastGoodDir: join(folder, 'last-good'),
    clock: Date,
    log: SILENT,
    onNotice: () => undefined,
    recentArticles: async function* none() {},
    findFeeds: async () => undefined,
  })
  await keeper.start()
  const times: number[] = []
  for (let edit = 0; edit < EDITS; edit++) times.push(await timeOfEdit(folder, edit, keeper))
  await keeper.stop()
  await rm(folder, { recursive: true })
  const sorted = times.toSorted((a, b) => a - b)
  print(
    `an edit is live     ${sorted[EDITS >> 1]!.toFixed(0).padStart(6)} ms   (at most 150; slowest ${sorted.at(-1)!.toFixed(0)})`,
  )
}

async function timeOfEdit(
  folder: string,
  edit: number,
  keeper: ReturnType<typeof createRuleKeeper>,
): Promise<number> {
  const file = join(folder, 'rules', 'rare-earths.yaml')
  const text = await readFile(file, 'utf8')
  const before = keeper.current()
  await writeFile(file, text.replace(/\nany:\n/, `\nany:\n  - benchium ${edit}\n`))
  const began = performance.now()
  while (keeper.current() === before && performance.now() - began < 5000) await wait(1)
  return performance.now() - began
}
