import { limitsOf, type Limits } from '../alerts/limits.ts'
import { createOutbox, type Outbox } from '../channels/outbox.ts'
import type { Config } from '../config.ts'
import type { Notice } from '../domain/alert.ts'
import type { Feed } from '../domain/feed.ts'
import type { Channel, Clock, Log, Store } from '../domain/ports.ts'
import { DAY } from '../lib/durations.ts'
import { createTidier } from '../lib/memory.ts'
import { notifyLater } from '../notices.ts'
import { createRuleKeeper, type RuleKeeper } from '../rules/keeper.ts'
import { openStore } from '../store/index.ts'
import { createChannels, type Screen } from './channels.ts'
import { createDirectory, type Directory } from './directory.ts'
import { knownFeeds } from './feeds.ts'
import { lastGoodOf } from './in-force.ts'
import { channelsNamed, createQuiet, type Quiet } from './quiet.ts'

/** What the app has of the world. */
export type World = Screen & {
  readonly clock: Clock
  readonly log: Log
  /** Feeds in place of the folder's: the demo's newsroom. */
  readonly feeds?: readonly Feed[]
}

/** What everything else is wired to. */
export type Parts = {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly directory: Directory
  readonly channels: ReadonlyMap<string, Channel>
  /** Role ids by name; roles that the bot makes are added. */
  readonly roles: Map<string, string>
  readonly rules: RuleKeeper
  readonly outbox: Outbox
  /** Tells the operator, once a key. */
  readonly notify: (notice: Notice) => Promise<void>
  readonly isQuiet: Quiet['isQuiet']
  readonly quietWarnings: Quiet['warnings']
  readonly limits: Limits
  /** The title of a topic of the rules in force. */
  readonly titleOf: (topic: string) => string | undefined
  /** Gives memory back when enough garbage has come together. */
  readonly tidy: () => void
}

/** Opens the store and wires rules, channels and the outbox. Throws what an operator can mend. */
export async function openParts(config: Config, world: World): Promise<Parts> {
  const { clock, log } = world
  const directory = createDirectory(config.channels)
  const quiet = createQuiet(config, directory, () => channelsNamed(rules.current()))
  const store = await openStore({ folder: config.dataDir, clock })
  const roles = new Map(config.roles)
  const channels = await createChannels({ ...config, roles }, directory, world, clock)
  const tell = notifyLater(store, directory.channelOf('ops'))
  async function notify(notice: Notice): Promise<void> {
    await tell(notice)
  }
  const rules = createRuleKeeper({
    folder: config.rulesDir,
    lastGoodDir: lastGoodOf(config.dataDir).rules,
    clock,
    log,
    onNotice: notify,
    recentArticles: () => store.articlesSince(clock.now() - 14 * DAY, 1400),
    findFeeds: () => knownFeeds(config.feedsDir, world.feeds),
  })
  await rules.start().catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  const outbox = createOutbox({ store, channels, clock, log, onNotice: notify })
  return {
    config,
    clock,
    log,
    store,
    directory,
    channels,
    roles,
    rules,
    outbox,
    notify,
    isQuiet: quiet.isQuiet,
    quietWarnings: quiet.warnings,
    limits: limitsOf(() => rules.current().topics, directory.channelOf),
    titleOf: (topic) => rules.current().topics.find(({ id }) => id === topic)?.title,
    tidy: createTidier(),
  }
}
