import type { Hit } from './hits.ts'
import type { CompiledLine, CompiledSide } from './lines.ts'
import type { Look } from './look.ts'
import { pairsNear, type Pair } from './near.ts'

/** An article in the eyes of one topic. */
export type Scene = {
  readonly look: Look
  /** Where its own ignored phrases and those of all topics stand. */
  readonly masks: readonly Hit[]
}

/** What one side of a line found: hits of a phrase or pattern, or pairs of a NEAR; never empty. */
export type Found =
  | { readonly kind: 'hits'; readonly hits: readonly Hit[] }
  | { readonly kind: 'pairs'; readonly pairs: readonly Pair[] }

/** Evaluates one line: what each side of each alternative that hits found; undefined where none does. */
export function evaluate(line: CompiledLine, scene: Scene): readonly Found[] | undefined {
  if (line.pattern) {
    const hits = counting(scene.look.hitsOfPattern(line.pattern), line, scene)
    return hits.length > 0 ? [{ kind: 'hits', hits }] : undefined
  }
  let found: readonly Found[] | undefined
  for (const branch of line.branches) {
    const sides = evaluateBranch(branch, line, scene)
    if (sides) found = found ? [...found, ...sides] : sides
  }
  return found
}

function evaluateBranch(
  branch: readonly CompiledSide[],
  line: CompiledLine,
  scene: Scene,
): readonly Found[] | undefined {
  const found: Found[] = []
  for (const side of branch) {
    const each = evaluateSide(side, line, scene)
    if (!each) return undefined
    found.push(each)
  }
  return found
}

/** One side of `+`, on its own. */
export function evaluateSide(
  side: CompiledSide,
  line: CompiledLine,
  scene: Scene,
): Found | undefined {
  if (side.kind === 'phrase') {
    const hits = phraseHits(side.terms, line, scene)
    return hits.length > 0 ? { kind: 'hits', hits } : undefined
  }
  const left = phraseHits(side.left, line, scene)
  if (left.length === 0) return undefined
  const right = phraseHits(side.right, line, scene)
  if (right.length === 0) return undefined
  const pairs = pairsNear(left, right, side.within)
  return pairs.length > 0 ? { kind: 'pairs', pairs } : undefined
}

/** The hits of a phrase that count: in the line's field and not masked. */
export function phraseHits(
  terms: readonly number[],
  line: CompiledLine,
  scene: Scene,
): readonly Hit[] {
  return counting(scene.look.hitsOf(terms), line, scene)
}

function counting(hits: readonly Hit[], { field }: CompiledLine, { masks }: Scene): readonly Hit[] {
  if (field === undefined && masks.length === 0) return hits
  return hits.filter((hit) => (!field || hit.part.field === field) && !isMasked(hit, masks))
}

/** Whether a hit lies inside an ignored phrase. */
export function isMasked(hit: Hit, masks: readonly Hit[]): boolean {
  return masks.some(
    ({ part, start, end }) => part === hit.part && hit.start >= start && hit.end <= end,
  )
}

/** Where the phrases of an `ignore` line stand; masks do not mask each other. */
export function maskHits(line: CompiledLine, look: Look): readonly Hit[] {
  if (line.pattern) return look.hitsOfPattern(line.pattern)
  return line.branches.flatMap(([side]) => (side?.kind === 'phrase' ? look.hitsOf(side.terms) : []))
}
