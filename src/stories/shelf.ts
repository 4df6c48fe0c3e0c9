import type { Sketch } from './sketch.ts'

/** Terms of more reports than this tell nothing about which ones to look at. */
const COMMON = 400

/** Sketches with an inverted index over their titles' terms. */
export type Shelf = {
  readonly size: number
  add(sketch: Sketch): void
  /** The reports that share the most telling title terms, best first. */
  nearest(sketch: Sketch, since: number, most: number, weightOf: (term: string) => number): Sketch[]
  story(id: string): readonly Sketch[]
  all(): Iterable<Sketch>
}

export function createShelf(sketches: Iterable<Sketch> = []): Shelf {
  const byTerm = new Map<string, Sketch[]>()
  const byStory = new Map<string, Sketch[]>()
  let size = 0

  function add(sketch: Sketch): void {
    size++
    push(byStory, sketch.report.story, sketch)
    for (const term of sketch.title) push(byTerm, term, sketch)
  }

  for (const sketch of sketches) add(sketch)
  return {
    get size() {
      return size
    },
    add,
    nearest(sketch, since, most, weightOf) {
      const scores = new Map<Sketch, number>()
      for (const term of sketch.title) {
        const shelved = byTerm.get(term)
        if (!shelved) continue
        const weight = weightOf(term) ** 2
        // The newest ones stand last: of a common word only they are looked at.
        for (let at = shelved.length - 1; at >= Math.max(0, shelved.length - COMMON); at--) {
          const other = shelved[at]!
          if (other.report.at >= since) scores.set(other, (scores.get(other) ?? 0) + weight)
        }
      }
      return best(scores, most)
    },
    story: (id) => byStory.get(id) ?? [],
    *all() {
      for (const story of byStory.values()) yield* story
    },
  }
}

function best(scores: ReadonlyMap<Sketch, number>, most: number): Sketch[] {
  if (scores.size <= most) return [...scores.keys()]
  return [...scores]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([sketch]) => sketch)
}

function push<K>(map: Map<K, Sketch[]>, key: K, sketch: Sketch): void {
  const list = map.get(key)
  if (list) list.push(sketch)
  else map.set(key, [sketch])
}
