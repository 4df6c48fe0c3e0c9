import { warning, type RuleProblem } from '../problem.ts'
import type { RuleSource, TopicSource } from '../source.ts'
import type { Sources } from './walk.ts'

/** Topics without tests, and topics whose review date has passed. */
export function* upkeep(source: RuleSource, sources: Sources, now: number): Generator<RuleProblem> {
  for (const topic of source.topics) {
    if (topic.tests.length === 0)
      yield warning(
        'no-tests',
        keyPlace(topic, 'topic', sources),
        'this topic has no tests, so nobody knows what it finds',
        'add tests: with match: and no match:, a headline each',
      )
    if (topic.review && Date.parse(`${topic.review}T00:00:00Z`) <= now)
      yield warning(
        'review',
        keyPlace(topic, 'review', sources),
        `this topic was to be looked at by ${topic.review}: is it still needed?`,
        `write a later day, or remove the file${topic.owner ? ` (ask ${topic.owner})` : ''}`,
      )
  }
}

function keyPlace(topic: TopicSource, key: string, sources: Sources): ReturnType<typeof at> {
  for (let row = 1; row < 5000; row++)
    if (sources(topic.file, row).startsWith(`${key}:`)) return at(topic, row, sources)
  return at(topic, 1, sources)
}

function at(topic: TopicSource, line: number, sources: Sources) {
  const source = sources(topic.file, line)
  return { file: topic.file, line, column: 1, length: source.replace(/\s*#.*$/, '').length, source }
}
