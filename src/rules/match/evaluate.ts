import { Found } from './found.ts'
import type { Hit, Hits } from './hit.ts'
import type { CompiledLine, CompiledSide } from './lines.ts'
import type { Look } from './look.ts'
import { pairsNear } from './near.ts'
import { hitsOf, together } from './together.ts'

/** An article in the eyes of one topic. */
export type Scene = {
  readonly look: Look
  /** Where its own ignored phrases and those of all topics stand. */
  readonly masks: readonly Mask[]
}

/** Where an ignored phrase stands, in the original text. */
export type Mask = { readonly order: number; readonly start: number; readonly end: number }

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
  return pairsNear(left, right, side.within, scene.look.rooms)
}

/** The hits of a phrase that count: in the line's field and not masked. */
export function phraseFound(group: number, line: CompiledLine, scene: Scene): Found | undefined {
  return counting(scene.look.found(group), line, scene)
}

function counting(
  found: Found | undefined,
  { field }: CompiledLine,
  { look: { rooms }, masks }: Scene,
): Found | undefined {
  if (!found || (field === undefined && masks.length === 0)) return found
  const { hits } = rooms
  const from = hits.count
  for (let hit = found.from; hit < found.to; hit++)
    if ((!field || hits.partOf(hit).field === field) && !isMasked(hit, masks, hits)) hits.copy(hit)
  if (hits.count === from) return undefined
  if (hits.count - from === found.to - found.from) {
    hits.count = from
    return found
  }
  return new Found(rooms, from, hits.count, 1)
}

/** Whether a hit lies inside an ignored phrase. */
export function isMasked(hit: Hit, masks: readonly Mask[], hits: Hits): boolean {
  if (masks.length === 0) return false
  const [order, from, to] = [hits.orderOf(hit), hits.startOf(hit), hits.endOf(hit)]
  return masks.some((mask) => mask.order === order && from >= mask.start && to <= mask.end)
}

/** Where the phrases of an `ignore` line stand; masks do not mask each other. */
export function maskFound(line: CompiledLine, look: Look): Found | undefined {
  if (line.pattern) return look.patternFound(line.pattern)
  const found = line.branches.flatMap(([side]) =>
    side?.kind === 'phrase' ? (look.found(side.group) ?? []) : [],
  )
  return together(found, look.rooms)
}

export function masksOf(line: CompiledLine, look: Look): readonly Mask[] {
  const found = maskFound(line, look)
  if (!found) return NONE
  const { hits } = look.rooms
  return hitsOf(found).map((hit) => ({
    order: hits.orderOf(hit),
    start: hits.startOf(hit),
    end: hits.endOf(hit),
  }))
}

const NONE: readonly Mask[] = []
