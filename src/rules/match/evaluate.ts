import { foundHits, foundPairs, type Found } from './found.ts'
import type { Hit, Hits } from './hit.ts'
import type { CompiledLine, CompiledSide } from './lines.ts'
import type { Look } from './look.ts'
import { pairsNear } from './near.ts'

/** An article in the eyes of one topic. */
export type Scene = {
  readonly look: Look
  /** Where its own ignored phrases and those of all topics stand. */
  readonly masks: readonly Hit[]
}

/** Evaluates one line: what each side of each alternative that hits found; undefined where none does. */
export function evaluate(line: CompiledLine, scene: Scene): readonly Found[] | undefined {
  if (line.phrase >= 0) return alone(phraseFound(line.phrase, line, scene))
  if (line.pattern) return alone(counting(scene.look.patternFound(line.pattern), line, scene))
  const { branches } = line
  if (branches.length === 1) return evaluateBranch(branches[0]!, line, scene)
  const found = branches.flatMap((branch) => evaluateBranch(branch, line, scene) ?? [])
  return found.length > 0 ? found : undefined
}

function alone(found: Found | undefined): readonly Found[] | undefined {
  return found && [found]
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
  if (side.kind === 'phrase') return phraseFound(side.group, line, scene)
  const left = phraseFound(side.left, line, scene)
  if (!left) return undefined
  const right = phraseFound(side.right, line, scene)
  if (!right) return undefined
  const pairs = pairsNear(left.hits, right.hits, side.within, scene.look.hits)
  return pairs.length > 0 ? foundPairs(pairs, scene.look.hits) : undefined
}

/** The hits of a phrase that count: in the line's field and not masked. */
export function phraseFound(group: number, line: CompiledLine, scene: Scene): Found | undefined {
  return counting(scene.look.found(group), line, scene)
}

function counting(
  found: Found | undefined,
  { field }: CompiledLine,
  { look: { hits }, masks }: Scene,
): Found | undefined {
  if (!found || (field === undefined && masks.length === 0)) return found
  const left = found.hits.filter(
    (hit) => (!field || hits.partOf(hit).field === field) && !isMasked(hit, masks, hits),
  )
  if (left.length === found.hits.length) return found
  return left.length > 0 ? foundHits(left, hits) : undefined
}

/** Whether a hit lies inside an ignored phrase. */
export function isMasked(hit: Hit, masks: readonly Hit[], { orders, starts, ends }: Hits): boolean {
  return masks.some(
    (mask) =>
      orders[mask] === orders[hit] && starts[hit]! >= starts[mask]! && ends[hit]! <= ends[mask]!,
  )
}

/** Where the phrases of an `ignore` line stand; masks do not mask each other. */
export function maskHits(line: CompiledLine, look: Look): readonly Hit[] {
  if (line.pattern) return look.patternFound(line.pattern)?.hits ?? []
  return line.branches.flatMap(([side]) =>
    side?.kind === 'phrase' ? (look.found(side.group)?.hits ?? []) : [],
  )
}
