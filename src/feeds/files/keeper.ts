import type { Notice } from '../../domain/alert.ts'
import { ConfigError } from '../../domain/errors.ts'
import type { Feed } from '../../domain/feed.ts'
import type { Clock, Log } from '../../domain/ports.ts'
import { watchFolder, type Watch } from '../../lib/watch.ts'
import {
  feedFilesIn,
  folderTrouble,
  noFolder,
  readFeedFiles,
  showProblem,
  type FeedFile,
  type Problem,
} from './index.ts'
import { feedsBefore, keepLastGood } from './last-good.ts'
import { changed, mended, refused, startedOnLastGood } from './notices.ts'

export type FeedKeeperOptions = {
  readonly folder: string
  /** The file in which the feed files that were in force last are kept. */
  readonly lastGoodFile: string
  readonly clock: Clock
  readonly log: Log
  /** Told about refused, mended and changed feeds, once each. */
  readonly onNotice: (notice: Notice) => unknown
  /** Given the feeds of each good edit. */
  readonly onFeeds: (feeds: readonly Feed[]) => void
  /** Milliseconds; for tests. */
  readonly timing?: Partial<typeof TIMING>
}

/** `settle`: quiet time after a save; `grace`: how long files must stay bad before anybody is told, a save may be half-written. */
const TIMING = { settle: 100, grace: 1000 }

/** Keeps the feeds that are in force and takes over edits of the folder while the bot runs. */
export type FeedKeeper = {
  /** The feeds in force, also those that are not enabled. */
  current(): readonly Feed[]
  /** What is wrong with the folder as it stands now; any problem means that older files are in force. */
  problems(): readonly Problem[]
  /** Throws ConfigError with every problem where neither the folder nor what was kept is good. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Resolves when everything seen so far is in force or refused. */
  settled(): Promise<void>
}

export function createFeedKeeper(options: FeedKeeperOptions): FeedKeeper {
  return new Keeper(options)
}

class Keeper implements FeedKeeper {
  readonly #options: FeedKeeperOptions
  readonly #timing: typeof TIMING
  #feeds: readonly Feed[] = []
  #problems: readonly Problem[] = []
  #watch: Watch | undefined
  /** The bad state that was told, as text. */
  #told: string | undefined
  #grace: NodeJS.Timeout | undefined

  constructor(options: FeedKeeperOptions) {
    this.#options = options
    this.#timing = { ...TIMING, ...options.timing }
  }

  current(): readonly Feed[] {
    return this.#feeds
  }

  problems(): readonly Problem[] {
    return this.#problems
  }

  async start(): Promise<void> {
    const { folder } = this.#options
    const files = await filesOrError(folder)
    const { feeds, problems } = readAll(folder, files)
    this.#problems = problems
    if (problems.length === 0) await this.#enforce(feeds, files)
    else await this.#startOnLastGood(problems)
    this.#watch = await watchFolder(folder, this.#timing.settle, () => this.#reload())
  }

  async stop(): Promise<void> {
    clearTimeout(this.#grace)
    await this.#watch?.stop()
  }

  async settled(): Promise<void> {
    await this.#watch?.settled()
  }

  async #startOnLastGood(problems: readonly Problem[]): Promise<void> {
    const { lastGoodFile, clock, log } = this.#options
    const feeds = await feedsBefore(lastGoodFile)
    if (!feeds) throw new ConfigError(problems.map(showProblem).join('\n'), 'bad-feeds')
    log.error('feeds-refused', { problems: problems.map(showProblem) })
    this.#feeds = feeds
    this.#told = textOf(problems)
    await this.#tell(startedOnLastGood(problems, clock.now()))
  }

  async #reload(): Promise<void> {
    const { folder, clock, log, onFeeds } = this.#options
    try {
      const { files, feeds, problems } = await readFolder(folder)
      this.#problems = problems
      clearTimeout(this.#grace)
      if (problems.length > 0) return this.#refuse(problems)
      const notice = changed(this.#feeds, feeds, clock.now())
      await this.#enforce(feeds, files)
      onFeeds(feeds)
      if (notice) await this.#tell(notice)
      if (this.#told !== undefined) await this.#tell(mended(feeds, clock.now()))
      this.#told = undefined
    } catch (error) {
      log.error('feeds-not-read', { error })
    }
  }

  async #enforce(feeds: readonly Feed[], files: readonly FeedFile[]): Promise<void> {
    const { lastGoodFile, log } = this.#options
    this.#feeds = feeds
    log.info('feeds-loaded', { feeds: feeds.filter(({ enabled }) => enabled).length })
    await keepLastGood(lastGoodFile, files).catch((error: Error) =>
      log.warn('feeds-not-kept', { reason: error.message }),
    )
  }

  #refuse(problems: readonly Problem[]): void {
    const text = textOf(problems)
    if (text === this.#told) return
    const { clock, log } = this.#options
    this.#grace = setTimeout(() => {
      this.#told = text
      log.error('feeds-refused', { problems: problems.map(showProblem) })
      void this.#tell(refused(problems, clock.now()))
    }, this.#timing.grace)
  }

  async #tell(notice: Notice): Promise<void> {
    try {
      await this.#options.onNotice(notice)
    } catch (error) {
      this.#options.log.error('notice-failed', { notice: notice.key, error })
    }
  }
}

/** A folder that is gone, or closed, is a bad edit like any other. */
async function readFolder(
  folder: string,
): Promise<ReturnType<typeof readFeedFiles> & { readonly files: readonly FeedFile[] }> {
  const files = await feedFilesIn(folder).catch((cause: Error) => cause)
  if (!(files instanceof Error)) return { files, ...readAll(folder, files) }
  const message = `this folder cannot be read: ${folderTrouble(files)}`
  return { files: [], feeds: [], problems: [{ file: folder, line: 1, column: 1, message }] }
}

/** A folder that holds no feed at all is a mistake too: nothing would ever come. */
function readAll(folder: string, files: readonly FeedFile[]): ReturnType<typeof readFeedFiles> {
  const { feeds, problems } = readFeedFiles(files)
  if (feeds.length > 0 || problems.length > 0) return { feeds, problems }
  const message = 'this folder holds no feed; docs/feeds.md says how one is written'
  return { feeds, problems: [{ file: folder, line: 1, column: 1, message }] }
}

async function filesOrError(folder: string): Promise<readonly FeedFile[]> {
  try {
    return await feedFilesIn(folder)
  } catch (cause) {
    throw noFolder(folder, cause)
  }
}

function textOf(problems: readonly Problem[]): string {
  return problems.map(showProblem).join('\n')
}
