import { join } from 'node:path'
import type { Config } from '../config.ts'
import { ConfigError } from '../domain/errors.ts'
import type { Feed } from '../domain/feed.ts'
import type { Topic } from '../domain/rule.ts'
import { feedsBefore } from '../feeds/files/last-good.ts'
import { placeText } from '../rules/check/render.ts'
import { loadRules } from '../rules/files.ts'
import { rulesBefore } from '../rules/keeper/last-good.ts'
import type { RuleProblem } from '../rules/problem.ts'
import { loadFeeds } from './feeds.ts'

/** Where copies of what was in force last lie: of the rules a folder, of the feeds a file. */
export function lastGoodOf(dataDir: string): { readonly rules: string; readonly feeds: string } {
  const folder = join(dataDir, 'last-good')
  return { rules: folder, feeds: join(folder, 'feeds.json') }
}

type Folders = Pick<Config, 'dataDir' | 'feedsDir' | 'rulesDir'>

/**
 * What a bot that runs over these folders goes by: their files, or what was in force before where something is wrong with
 * them. `problems` say what; nothing is in force where nothing ever was.
 */
export async function feedsInForce({ feedsDir, dataDir }: Folders): Promise<{
  readonly feeds: readonly Feed[]
  readonly problems: readonly string[]
}> {
  try {
    return { feeds: await loadFeeds(feedsDir), problems: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.message.split('\n')
    return { feeds: (await feedsBefore(lastGoodOf(dataDir).feeds)) ?? [], problems }
  }
}

/** The same of the rules; only errors keep a folder from being in force. */
export async function rulesInForce(
  { rulesDir, dataDir }: Folders,
  now: number,
): Promise<{ readonly topics: readonly Topic[]; readonly problems: readonly string[] }> {
  const { set, problems } = await loadRules(rulesDir, { now })
  if (set) return { topics: set.topics, problems: [] }
  const before = await rulesBefore(rulesDir, lastGoodOf(dataDir).rules, now)
  return { topics: before?.compiled?.topics ?? [], problems: errorLines(problems) }
}

/** A line for each error: where it is, and what. */
export function errorLines(problems: readonly RuleProblem[]): readonly string[] {
  return problems
    .filter(({ level }) => level === 'error')
    .map((problem) => `${placeText(problem)} ${problem.message}`)
}
