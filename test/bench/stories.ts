import { createStoryIndex } from '../../src/stories/index.ts'
import { createRandom, type Random } from '../support/random.ts'
import { anArticle, HOUR, NOON } from '../support/things.ts'
import type { Article } from '../../src/domain/article.ts'

const WINDOW = 10_000
const MEASURED = 4_000

/**
 * Grouping: articles a second against a window of 10,000 reports, each placed, added and committed alone as the
 * pipeline does it. Asked are 2,000 a second.
 */
export function benchStories(): Promise<void> {
  const random = createRandom(7)
  const index = createStoryIndex()
  const window = articles(random, WINDOW, 0)
  for (const article of window) take(index, article)
  const measured = articles(random, MEASURED, WINDOW)
  const times: number[] = []
  const stories = new Set<string>()
  const began = performance.now()
  const before = process.cpuUsage()
  for (const article of measured) {
    const from = performance.now()
    stories.add(take(index, article))
    times.push(performance.now() - from)
  }
  const seconds = (performance.now() - began) / 1000
  const busy = process.cpuUsage(before)
  times.sort((a, b) => a - b)
  print(`${index.size} reports in the window, ${stories.size} stories of ${MEASURED} articles`)
  print(`${Math.round(MEASURED / seconds)} articles a second (at least 2,000)`)
  print(`${Math.round((MEASURED * 1e6) / busy.user)} a second of processor time`)
  print(`median ${ms(times[MEASURED >> 1]!)}, p99 ${ms(times[Math.floor(MEASURED * 0.99)]!)}`)
  return Promise.resolve()
}

function take(index: ReturnType<typeof createStoryIndex>, article: Article): string {
  const draft = index.draft()
  const { report } = draft.place(article, [], article.firstSeenAt)
  draft.add(report)
  draft.commit()
  return report.story
}

/** Ten thousand in three days, so that all of them are inside the window; a third retells one of the last hundred. */
function articles(random: Random, count: number, from: number): readonly Article[] {
  const made: Article[] = []
  for (let at = from; at < from + count; at++) {
    const when = NOON + at * ((72 * HOUR) / WINDOW)
    const recent = made.slice(-100)
    const told = random.chance(0.33) ? recent[random.between(0, recent.length - 1)] : undefined
    const title = told ? retold(random, told.title) : headline(random, 9)
    const lead = headline(random, 25)
    made.push(anArticle({ id: `a${at}`, title, lead, publishedAt: when, firstSeenAt: when }))
  }
  return made
}

const TOPICAL = 'Trump China US tariffs trade deal exports EU talks court'.split(' ')

/** Words as unequally frequent as in a language (Zipf), and the topic's own, which nearly every title has. */
function headline(random: Random, words: number): string {
  return Array.from({ length: words }, () =>
    random.chance(0.3) ? TOPICAL[random.between(0, TOPICAL.length - 1)]! : word(random),
  ).join(' ')
}

function word(random: Random): string {
  const rank = Math.floor(Math.exp(random.next() * Math.log(8000)))
  const syllables = ['ka', 'lo', 'mi', 'ten', 'dur', 'sa', 'ver', 'pon', 'gli', 'bro']
  return String(rank).replaceAll(/\d/g, (digit) => syllables[Number(digit)]!)
}

/** Another outlet's words: a third of them changed. */
function retold(random: Random, title: string): string {
  return title
    .split(' ')
    .map((one) => (random.chance(0.33) ? word(random) : one))
    .join(' ')
}

function ms(time: number): string {
  return `${time.toFixed(2)} ms`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
