import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { hashOf, loadFiles, type Loaded } from '../files.ts'
import type { RuleFile } from '../read/folder.ts'

/** So many sets are kept: an alert names its set by hash, and can be understood as long as the set is there. */
const KEPT = 100
const POINTER = 'current'

/** Copies of the rule sets that were in force, each in a folder named by its hash; `current` names the last one. */
export type LastGood = {
  save(files: readonly RuleFile[]): Promise<void>
  /** The set that was in force last; undefined where none was ever kept. `shownAs` is the folder's name in messages. */
  load(shownAs: string): Promise<readonly RuleFile[] | undefined>
}

export function createLastGood(folder: string): LastGood {
  return {
    async save(files) {
      const hash = hashOf(files)
      await mkdir(folder, { recursive: true })
      await keep(folder, hash, files)
      await writeFile(join(folder, `${POINTER}.new`), `${hash}\n`)
      await rename(join(folder, `${POINTER}.new`), join(folder, POINTER))
      await forgetOldest(folder, hash)
    },
    async load(shownAs) {
      const hash = await readFile(join(folder, POINTER), 'utf8').catch(() => '')
      if (!/^[0-9a-f]{16}\s*$/.test(hash)) return undefined
      const set = join(folder, hash.trim())
      const names = await readdir(set).catch((): string[] => [])
      const files = names.toSorted().map(async (name) => ({
        name,
        file: join(shownAs, name),
        text: await readFile(join(set, name), 'utf8'),
      }))
      return names.length > 0 ? Promise.all(files) : undefined
    },
  }
}

/** The rules of a folder that were in force last, built again; undefined where none were ever kept. */
export async function rulesBefore(
  folder: string,
  lastGoodDir: string,
  now: number,
): Promise<Loaded | undefined> {
  const files = await createLastGood(lastGoodDir).load(basename(folder))
  const loaded = files && loadFiles(files, [], now)
  return loaded?.compiled && loaded
}

/** Written aside and moved into place: a folder under a hash is always whole. */
async function keep(folder: string, hash: string, files: readonly RuleFile[]): Promise<void> {
  const target = join(folder, hash)
  if (await stat(target).catch(() => undefined)) return
  const aside = join(folder, `${hash}.new`)
  await rm(aside, { recursive: true, force: true })
  await mkdir(aside)
  for (const { name, text } of files) await writeFile(join(aside, name), text)
  await rename(aside, target)
}

async function forgetOldest(folder: string, current: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^[0-9a-f]{16}$/.test(name))
  if (names.length <= KEPT) return
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = dated.toSorted((a, b) => b.at - a.at).slice(KEPT)
  for (const { name } of old)
    if (name !== current) await rm(join(folder, name), { recursive: true, force: true })
}
