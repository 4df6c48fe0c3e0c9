import { setTimeout as sleep } from 'node:timers/promises'
import { createActions } from './app/actions.ts'
import { greetingLines } from './app/greeting.ts'
import { openIntake, type Intake, type Lost } from './app/intake.ts'
import { openParts, type Parts, type World } from './app/parts.ts'
import { errorLines } from './app/in-force.ts'
import { statusSections } from './app/status.ts'
import type { BotActions, StatusSection } from './channels/discord/commands/actions.ts'
import type { Gateway } from './channels/discord/gateway.ts'
import type { Config } from './config.ts'
import { sendDigests } from './digests.ts'
import { SECOND } from './lib/durations.ts'
import { createSchedule, type Job } from './schedule.ts'
import { lockRun } from './store/index.ts'

export type { World } from './app/parts.ts'

export type App = {
  /** The first lines: what is on, where the data lies, what to set for Discord. */
  greeting(): readonly string[]
  /** Polls, delivers and answers commands until `stop`. */
  start(): Promise<void>
  /** Polls every feed now, due or not, and delivers what is queued. */
  runOnce(): Promise<Once>
  status(): Promise<readonly StatusSection[]>
  readonly parts: Parts
  /** Finishes or requeues what is under way, within ten seconds. */
  stop(): Promise<void>
}

export type Once = {
  readonly polled: number
  readonly failed: number
  readonly fresh: number
  readonly lost: Lost
  readonly sent: number
  readonly queued: number
}

const DRAIN = 30 * SECOND

/** Opens the whole bot; one at a time uses a data folder. Throws what an operator can mend, as a NewsError. */
export async function openApp(config: Config, world: World): Promise<App> {
  const lock = lockRun(config.dataDir)
  try {
    const parts = await openParts(config, world)
    await parts.store.freeLeases()
    const intake = await openIntake(parts, world.feeds).catch(async (error: unknown) => {
      await closeParts(parts)
      throw error
    })
    return createApp(parts, intake, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

function createApp(parts: Parts, intake: Intake, release: () => void): App {
  const { clock, store, outbox, config, rules, directory, quietWarnings } = parts
  const { poller, pipeline } = intake
  const schedule = createSchedule(jobsOf(parts, intake), parts.log)
  let gateway: Gateway | undefined
  function status(): Promise<readonly StatusSection[]> {
    return statusOf(parts, intake)
  }
  return {
    parts,
    status,
    greeting: () =>
      greetingLines({
        config,
        feeds: intake.feeds(),
        rules: rules.current(),
        directory,
        quietWarnings,
      }),
    async start() {
      schedule.start()
      await poller.tick()
      gateway = await openGateway(parts, status)
      await reportChannels(parts)
    },
    async runOnce() {
      const polls = await poller.pollAll()
      await pipeline.idle()
      await sendDigests(parts, directory.places.keys(), clock.now())
      await outbox.drain(DRAIN)
      const { queue } = await store.status()
      const failed = polls.filter(({ fault }) => fault).length
      const queued = queue.queued + queue.leased
      return {
        polled: polls.length,
        failed,
        fresh: intake.fresh(),
        lost: intake.lost(),
        sent: outbox.tally().sent,
        queued,
      }
    },
    async stop() {
      // A job may sit in a send that hangs: the outbox gives it up, so it is asked before the jobs are waited for.
      const jobs = schedule.stop()
      await intake.stop()
      await outbox.stop()
      await within(jobs, SECOND)
      await gateway?.stop()
      await closeParts(parts)
      release()
    },
  }
}

function jobsOf(parts: Parts, { poller }: Intake): readonly Job[] {
  const { clock, store, outbox, directory, config, tidy } = parts
  return [
    { name: 'poll', when: '* * * * * *', run: () => poller.tick() },
    { name: 'deliver', when: '* * * * * *', run: () => outbox.deliverDue() },
    {
      name: 'digests',
      when: '*/20 * * * * *',
      run: () => sendDigests(parts, directory.places.keys(), clock.now()),
    },
    { name: 'prune', when: '0 30 3 * * *', run: () => store.prune(clock.now() - config.keepFor) },
    { name: 'memory', when: '* * * * * *', run: async () => tidy() },
  ]
}

async function statusOf(parts: Parts, intake: Intake): Promise<readonly StatusSection[]> {
  const { store, rules, clock, outbox } = parts
  return statusSections({
    store,
    feeds: intake.feeds(),
    states: [...intake.poller.states().values()],
    topics: rules.current().topics,
    paused: [...outbox.paused()].map(([name, { reason }]) => `${name} is paused: ${reason}`),
    feedProblems: intake.problems(),
    ruleProblems: errorLines(rules.problems()),
    now: clock.now(),
  })
}

/** Waits for the work, but no longer than `ms`. */
async function within(work: Promise<unknown>, ms: number): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

async function closeParts({ rules, store }: Parts): Promise<void> {
  await rules.stop()
  await store.close()
}

/** discord.js is loaded only where there is a token. */
async function openGateway(
  parts: Parts,
  status: BotActions['status'],
): Promise<Gateway | undefined> {
  const { config, store, clock, log, rules, roles } = parts
  if (!config.discordToken) return undefined
  const { createGateway } = await import('./channels/discord/gateway.ts')
  const gateway = createGateway({
    token: config.discordToken,
    api: config.discordApi,
    actions: createActions({ store, rules: () => rules.current(), roles, status }),
    clock,
    log,
    registered: {
      get: () => store.getValue('discord-commands'),
      set: (hash) => store.setValue('discord-commands', hash),
    },
  })
  gateway.start().catch((error: unknown) => log.error('gateway-failed', { error }))
  return gateway
}

/** Names what keeps each channel from working: missing permissions, an unknown id. */
async function reportChannels({ channels, log }: Parts): Promise<void> {
  const checks = await Promise.all(
    [...channels.values()].map((channel) =>
      channel.check().catch((error: Error) => [error.message]),
    ),
  )
  for (const reason of checks.flat()) log.warn('channel-trouble', { reason })
}
