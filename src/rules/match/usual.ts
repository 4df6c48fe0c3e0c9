import type { Passage } from '../../domain/rule.ts'
import { passagesOfBoth } from './evidence.ts'
import type { CompiledLine } from './lines.ts'
import type { Look } from './look.ts'
import { pairsNear } from './near.ts'

/**
 * The lines that have a usual shape (a phrase, two phrases joined by + or NEAR, in any field), by their numbers: side by
 * side in memory. With thousands of lines, fetching the objects behind them is most of what it costs to evaluate them.
 */
export type UsualLines = {
  /** One of the shapes below; OTHER is for `evaluate`. */
  readonly shapes: Uint8Array
  /** Groups of terms. */
  readonly lefts: Int32Array
  readonly rights: Int32Array
  /** The most tokens between two sides; SENTENCE for the same sentence. */
  readonly within: Int32Array
}

export const OTHER = 0
const PHRASE = 1
const BOTH = 2
const NEAR = 3
const SENTENCE = -1

export function usualLines(lines: readonly CompiledLine[]): UsualLines {
  const shapes = new Uint8Array(lines.length)
  const [lefts, rights, within] = [0, 1, 2].map(() => new Int32Array(lines.length))
  for (const [number, line] of lines.entries()) {
    const { shape, left, right, apart } = shapeOf(line)
    shapes[number] = shape
    lefts![number] = left
    rights![number] = right
    within![number] = apart === 'sentence' ? SENTENCE : apart
  }
  return { shapes, lefts: lefts!, rights: rights!, within: within! }
}

type Shape = {
  readonly shape: number
  readonly left: number
  readonly right: number
  readonly apart: number | 'sentence'
}

const UNUSUAL: Shape = { shape: OTHER, left: -1, right: -1, apart: 0 }

function shapeOf({ field, phrase, branches }: CompiledLine): Shape {
  if (field) return UNUSUAL
  if (phrase >= 0) return { ...UNUSUAL, shape: PHRASE, left: phrase }
  const [one, other, ...more] = branches.length === 1 ? branches[0]! : []
  if (!one || more.length > 0) return UNUSUAL
  if (!other)
    return one.kind === 'near'
      ? { shape: NEAR, left: one.left, right: one.right, apart: one.within }
      : UNUSUAL
  if (one.kind !== 'phrase' || other.kind !== 'phrase') return UNUSUAL
  return { shape: BOTH, left: one.group, right: other.group, apart: 0 }
}

/** Where a line of a usual shape hits, as `evaluate` finds it in a scene without masks; undefined where it does not. */
export function usualPassages(
  { shapes, lefts, rights, within }: UsualLines,
  number: number,
  look: Look,
): readonly Passage[] | undefined {
  const left = look.found(lefts[number]!)
  const shape = shapes[number]
  if (shape === PHRASE || !left) return left?.passages()
  const right = look.found(rights[number]!)
  if (!right) return undefined
  if (shape === BOTH) return passagesOfBoth(left, right, look.rooms)
  const apart = within[number]!
  return pairsNear(left, right, apart === SENTENCE ? 'sentence' : apart, look.rooms)?.passages()
}
