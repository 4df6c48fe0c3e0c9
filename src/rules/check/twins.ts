import { warning, type RuleProblem } from '../problem.ts'
import type { RuleSource } from '../source.ts'
import { toTraditional } from './traditional.ts'
import { allLines, itemsOf, placeIn, type PlacedLine, type Sources } from './walk.ts'

/** Simplified terms whose traditional form stands nowhere beside them: half of the Chinese press would be missed. */
export function* missingTwins(source: RuleSource, sources: Sources): Generator<RuleProblem> {
  const lines = [...allLines(source)]
  const written = new Map<string, string>()
  for (const placed of lines)
    written.set(groupOf(placed), `${written.get(groupOf(placed)) ?? ''}\n${placed.line.text}`)
  for (const placed of lines) {
    const beside = written.get(groupOf(placed))!
    for (const item of itemsOf(placed.line.line)) {
      if (item.sign !== 'word' && item.sign !== 'exact' && item.sign !== 'prefix') continue
      const twin = toTraditional(item.text)
      if (twin === item.text || beside.includes(twin)) continue
      yield warning(
        'no-twin',
        placeIn(placed.line, sources, item),
        `${item.text} is written ${twin} in traditional characters`,
        `write ${item.text} | ${twin}`,
      )
    }
  }
}

/** A twin may stand in another line of the same topic, or of the same list. */
function groupOf({ topic, list }: PlacedLine): string {
  return topic?.id ?? `$${list ?? ''}`
}
