import { warning, type RuleProblem } from '../problem.ts'
import type { Phrase, RuleSource } from '../source.ts'
import { isGlued } from './joined.ts'
import { piecesOf } from './pieces.ts'
import { toTraditional } from './traditional.ts'
import { allLines, either, everyPhrase, placeIn, type PlacedLine, type Sources } from './walk.ts'

/** Simplified terms whose traditional form stands nowhere beside them: half of the Chinese press would be missed. */
export function* missingTwins(source: RuleSource, sources: Sources): Generator<RuleProblem> {
  const lines = [...allLines(source)]
  const written = new Map<string, string>()
  for (const placed of lines)
    written.set(groupOf(placed), `${written.get(groupOf(placed)) ?? ''}\n${placed.line.text}`)
  for (const placed of lines) {
    const beside = written.get(groupOf(placed))!
    for (const { phrase, isWhole } of everyPhrase(placed.line.line)) {
      // A sign that is hidden in a word is mended first.
      if (piecesOf(phrase, placed.line.text).some(({ text }) => isGlued(text))) continue
      for (const run of hanRuns(phrase)) {
        const twin = toTraditional(run.text)
        if (twin === run.text || beside.includes(twin)) continue
        const message = `${run.text} is written ${twin} in traditional characters`
        const place = placeIn(placed.line, sources, run)
        const isAlone = isWhole && phrase[0]!.start === run.start && phrase.at(-1)!.end === run.end
        yield warning('no-twin', place, message, `write ${either([run.text, twin], isAlone)}`)
      }
    }
  }
}

/** A twin may stand in another line of the same topic, or of the same list. */
function groupOf({ topic, list }: PlacedLine): string {
  return topic?.id ?? `$${list ?? ''}`
}

type Run = { readonly text: string; readonly start: number; readonly end: number }

/** The words of a phrase without spaces between them: each character is an item of its own. */
function hanRuns(phrase: Phrase): readonly Run[] {
  const runs: Run[] = []
  for (const item of phrase) {
    if (item.sign !== 'word' && item.sign !== 'exact' && item.sign !== 'prefix') continue
    const { text, start, end } = item
    const last = runs.at(-1)
    if (last && last.end === start)
      runs.splice(-1, 1, { text: last.text + text, start: last.start, end })
    else runs.push({ text, start, end })
  }
  return runs
}
