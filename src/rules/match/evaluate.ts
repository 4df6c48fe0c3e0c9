import { originalEnd, originalStart } from '../../text/normalise.ts'
import type { Part } from './document.ts'
import type { Hit, Hits } from './hits.ts'
import type { CompiledLine, CompiledPart } from './lines.ts'

/** Hits that belong together: one of a phrase, the two sides of a NEAR. */
export type Group = readonly Hit[]

/** What a line found: for each part that hit, its groups; undefined where the line does not hit. */
export type Finding = readonly (readonly Group[])[]

/** An article while rules look at it. */
export type Scene = {
  readonly parts: readonly Part[]
  readonly hits: Hits
  /** Whether a hit is masked by an ignored phrase. */
  readonly isMasked: (hit: Hit) => boolean
}

/** What is more than this adds nothing to an explanation. */
const MOST_GROUPS = 12

/** Evaluates one line; every alternative that hits is in the finding. */
export function evaluate(line: CompiledLine, scene: Scene): Finding | undefined {
  if (line.pattern) {
    const hits = patternHits(line, scene)
    return hits.length > 0 ? [hits.map((hit) => [hit])] : undefined
  }
  const found = line.branches.flatMap((branch) => evaluateBranch(branch, line, scene) ?? [])
  return found.length > 0 ? found : undefined
}

function evaluateBranch(
  branch: readonly CompiledPart[],
  line: CompiledLine,
  scene: Scene,
): Finding | undefined {
  const found: (readonly Group[])[] = []
  for (const part of branch) {
    const groups = evaluatePart(part, line, scene)
    if (groups.length === 0) return undefined
    found.push(groups)
  }
  return found
}

function evaluatePart(part: CompiledPart, line: CompiledLine, scene: Scene): readonly Group[] {
  if (part.kind === 'phrase')
    return hitsOf(part.terms, line, scene)
      .slice(0, MOST_GROUPS)
      .map((hit) => [hit])
  const left = hitsOf(part.left, line, scene)
  if (left.length === 0) return []
  const right = hitsOf(part.right, line, scene)
  return right.length === 0 ? [] : pairs(left, right, part.within)
}

function hitsOf(terms: readonly number[], { field }: CompiledLine, scene: Scene): readonly Hit[] {
  const all: Hit[] = []
  for (const term of terms)
    for (const hit of scene.hits.get(term) ?? [])
      if ((!field || hit.field === field) && !scene.isMasked(hit)) all.push(hit)
  return all
}

/** The nearest partners, on either side, of each hit on the left: different hits that do not overlap. */
export function pairs(
  left: readonly Hit[],
  right: readonly Hit[],
  within: number | 'sentence',
): readonly Group[] {
  const found: Group[] = []
  for (const part of new Set(left.map((hit) => hit.part))) {
    const others = right.filter((hit) => hit.part === part)
    const byFirst = others.toSorted((a, b) => a.first - b.first)
    const byLast = others.toSorted((a, b) => a.last - b.last)
    for (const hit of left) {
      if (hit.part !== part || found.length >= MOST_GROUPS) continue
      const after = byFirst[firstIndex(byFirst, (each) => each.first > hit.last)]
      const before = byLast[firstIndex(byLast, (each) => each.last >= hit.first) - 1]
      if (after && isNear(hit, after, within)) found.push([hit, after])
      else if (before && isNear(before, hit, within)) found.push([before, hit])
    }
  }
  return found
}

function isNear(earlier: Hit, later: Hit, within: number | 'sentence'): boolean {
  if (within !== 'sentence') return later.first - earlier.last - 1 <= within
  return earlier.part.sentenceOf(earlier.first) === later.part.sentenceOf(later.first)
}

/** The first index whose element fulfils `test`; all behind it do too. */
function firstIndex<T>(sorted: readonly T[], test: (element: T) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (test(sorted[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

/** A regular expression's hits, run over the normalised text of one field at a time. */
export function patternHits(
  line: CompiledLine,
  scene: Pick<Scene, 'parts' | 'isMasked'>,
): readonly Hit[] {
  const pattern = line.pattern!
  return scene.parts
    .filter(({ field }) => !line.field || field === line.field)
    .filter(
      ({ tokens }) =>
        !pattern.literal || tokens.source.text.toLowerCase().includes(pattern.literal),
    )
    .flatMap((part) => {
      const { source } = part.tokens
      return pattern.find(source.text, MOST_GROUPS).map(({ start, end }): Hit => ({
        part,
        field: part.field,
        first: -1,
        last: -1,
        start: originalStart(source, start),
        end: originalEnd(source, end),
      }))
    })
    .filter((hit) => !scene.isMasked(hit))
}
