import type { Notice } from '../domain/alert.ts'
import { InvariantError, RuleError } from '../domain/errors.ts'
import type { Clock, Log } from '../domain/ports.ts'
import type { Matchable, RuleSet } from '../domain/rule.ts'
import { watchFolder, type Watch } from '../lib/watch.ts'
import { checkFeeds, type FindFeeds } from './check/feeds.ts'
import { errorsOnly } from './check/render.ts'
import { loadRules, type Loaded } from './files.ts'
import { createLastGood, rulesBefore } from './keeper/last-good.ts'
import { changed, firstOf, mended, refused, startedOnLastGood } from './keeper/notices.ts'
import { createMemory } from './memory.ts'
import { inOrder, type RuleProblem } from './problem.ts'
import type { RuleSource } from './source.ts'

export type RuleKeeperOptions = {
  readonly folder: string
  /** Where the sets that were in force are kept. */
  readonly lastGoodDir: string
  readonly clock: Clock
  readonly log: Log
  /** Told about refused, mended and changed rules; once each. Errors it throws are logged. */
  readonly onNotice: (notice: Notice) => void | Promise<void>
  /** The newest stored articles, for "would have fired on". */
  readonly recentArticles: () => AsyncIterable<Matchable>
  /** The feeds that are polled, for topics that want only some of them. */
  readonly findFeeds: FindFeeds
  /** Milliseconds; for tests. */
  readonly timing?: Partial<Timing>
}

type Timing = {
  /** Quiet time after a save before the rules are built. */
  readonly settle: number
  /** The same where a file has vanished: a rename may be on its way. */
  readonly vanished: number
  /** How long rules must stay bad before anybody is told: a half-written save is mended by its second half. */
  readonly grace: number
}

const TIMING: Timing = { settle: 30, vanished: 400, grace: 1000 }

/** Keeps the rules that are in force and takes over edits of the folder while the bot runs. */
export type RuleKeeper = {
  /** The set in force: whole and tested, never half an edit. */
  current(): RuleSet
  /** What is wrong with the folder as it stands now; errors mean that an older set is in force. */
  problems(): readonly RuleProblem[]
  /** Throws RuleError with every error where neither the folder nor a kept set is good. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Resolves when everything seen so far is in force or refused, and told. */
  settled(): Promise<void>
}

type Force = { readonly set: RuleSet; readonly source: RuleSource }

export function createRuleKeeper(options: RuleKeeperOptions): RuleKeeper {
  return new Keeper(options)
}

class Keeper implements RuleKeeper {
  readonly #options: RuleKeeperOptions
  readonly #timing: Timing
  readonly #memory = createMemory()
  #force: Force | undefined
  #problems: readonly RuleProblem[] = []
  #watch: Watch | undefined
  /** The refused state that was told, by its text; undefined: nothing bad was told. */
  #told: string | undefined
  #grace: NodeJS.Timeout | undefined
  #names: ReadonlySet<string> = new Set()
  #telling: Promise<void> = Promise.resolve()

  constructor(options: RuleKeeperOptions) {
    this.#options = options
    this.#timing = { ...TIMING, ...options.timing }
  }

  current(): RuleSet {
    if (!this.#force) throw new InvariantError('rules were asked for before they were loaded')
    return this.#force.set
  }

  problems(): readonly RuleProblem[] {
    return this.#problems
  }

  async start(): Promise<void> {
    const loaded = await this.#load()
    this.#problems = loaded.problems
    if (loaded.set) await this.#enforce({ set: loaded.set, source: loaded.source! }, loaded)
    else await this.#startOnLastGood(loaded)
    const { folder } = this.#options
    this.#watch = await watchFolder(folder, this.#timing.settle, () =>
      this.#reload().catch((error: Error) => {
        this.#options.log.error('rules-not-read', { reason: error.message })
        return undefined
      }),
    )
  }

  async stop(): Promise<void> {
    clearTimeout(this.#grace)
    await this.#watch?.stop()
    await this.#telling
  }

  async settled(): Promise<void> {
    await this.#watch?.settled()
    await this.#telling
  }

  async #load(): Promise<Loaded> {
    const { folder, clock, findFeeds } = this.#options
    const loaded = await loadRules(folder, { now: clock.now(), memory: this.#memory })
    if (!loaded.set || !loaded.source) return loaded
    const doubts = await checkFeeds(loaded.source, loaded.files, findFeeds)
    return { ...loaded, problems: inOrder([...loaded.problems, ...doubts]) }
  }

  async #startOnLastGood(loaded: Loaded): Promise<void> {
    const { folder, lastGoodDir, clock, log } = this.#options
    const kept = await rulesBefore(folder, lastGoodDir, clock.now())
    if (!kept?.compiled) throw new RuleError(errorsOnly(loaded.problems))
    log.error('rules-refused', { errors: errorsOnly(loaded.problems), inForce: kept.compiled.hash })
    this.#force = { set: kept.compiled, source: kept.source! }
    this.#told = errorsOnly(loaded.problems)
    this.#tell(startedOnLastGood(loaded.problems, clock.now()))
  }

  /** One look at the folder after it has become quiet. Asks to be called again by a number of milliseconds. */
  async #reload(): Promise<number | undefined> {
    const before = this.#names
    const loaded = await this.#load()
    this.#names = new Set(loaded.files.map(({ name }) => name))
    const vanished = [...before].some((name) => !this.#names.has(name))
    if (vanished) return this.#timing.vanished
    if (this.#watch?.stirred()) return undefined
    this.#problems = loaded.problems
    clearTimeout(this.#grace)
    if (!loaded.set) return this.#refuse(loaded)
    const { set, source } = loaded
    const old = this.#force!
    if (set.hash !== old.set.hash) await this.#replace(old, { set, source: source! }, loaded)
    this.#tellMended()
    return undefined
  }

  async #replace(old: Force, force: Force, loaded: Loaded): Promise<void> {
    await this.#enforce(force, loaded)
    const { clock, recentArticles } = this.#options
    this.#tell(() => changed(old, force, recentArticles(), clock.now()))
  }

  async #enforce(force: Force, { files, problems }: Loaded): Promise<void> {
    const { lastGoodDir, log } = this.#options
    this.#force = force
    this.#names = new Set(files.map(({ name }) => name))
    log.info('rules-loaded', { hash: force.set.hash, topics: force.set.topics.length })
    const warnings = firstOf('warning', problems)
    if (warnings.length > 0) log.warn('rules-doubtful', { warnings })
    await createLastGood(lastGoodDir)
      .save(files)
      .catch((error: Error) => log.warn('rules-not-kept', { reason: error.message }))
  }

  #refuse({ problems }: Loaded): undefined {
    const text = errorsOnly(problems)
    if (text === this.#told) return
    this.#grace = setTimeout(() => {
      this.#told = text
      this.#options.log.error('rules-refused', { errors: text })
      this.#tell(refused(problems, this.#options.clock.now()))
    }, this.#timing.grace)
  }

  #tellMended(): void {
    if (this.#told === undefined) return
    this.#told = undefined
    this.#tell(mended(this.current().hash, this.#options.clock.now()))
  }

  /** One after the other, in the order in which things happened. */
  #tell(notice: Notice | (() => Promise<Notice | undefined>)): void {
    this.#telling = this.#telling
      .then(async () => {
        const ready = typeof notice === 'function' ? await notice() : notice
        if (ready) await this.#options.onNotice(ready)
      })
      .catch((error: Error) => this.#options.log.error('notice-failed', { reason: error.message }))
  }
}
