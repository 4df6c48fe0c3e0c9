import type { WeightOf } from './likeness.ts'
import type { Sketch } from './sketch.ts'

/** Of a term that more reports have, only the newest ones are looked at. */
const COMMON = 400
/** A neighbour shares at least this part of the title, by the square of the weights. */
const PART = 0.1

/** Sketches with an inverted index over their titles' terms. */
export type Shelf = {
  readonly size: number
  add(sketch: Sketch): void
  /** The reports that share the most telling title terms, best first. */
  nearest(sketch: Sketch, since: number, most: number, weightOf: WeightOf): Sketch[]
  story(id: string): readonly Sketch[]
  all(): readonly Sketch[]
}

export function createShelf(sketches: Iterable<Sketch> = []): Shelf {
  const shelved: Sketch[] = []
  /** Where the reports with a term stand in `shelved`, ascending. */
  const byTerm = new Map<string, number[]>()
  const byStory = new Map<string, Sketch[]>()
  let scores = new Float64Array(256)
  /** When each was published, side by side: going through the sketches for it took most of a search. */
  let times = new Float64Array(256)

  function add(sketch: Sketch): void {
    const place = shelved.push(sketch) - 1
    push(byStory, sketch.report.story, sketch)
    for (const term of sketch.title) push(byTerm, term, place)
    if (place >= times.length) {
      scores = twice(scores)
      times = twice(times)
    }
    times[place] = sketch.report.at
  }

  /** Adds up what each report shares with the title; returns the places of those that share anything. */
  function scoreAll(title: readonly string[], since: number, weightOf: WeightOf): number[] {
    const touched: number[] = []
    for (const term of title) {
      const places = byTerm.get(term) ?? []
      const weight = weightOf(term) ** 2
      for (let at = places.length - 1; at >= Math.max(0, places.length - COMMON); at--) {
        const place = places[at]!
        if (times[place]! < since) continue
        if (scores[place] === 0) touched.push(place)
        scores[place]! += weight
      }
    }
    return touched
  }

  for (const sketch of sketches) add(sketch)
  return {
    get size() {
      return shelved.length
    },
    add,
    nearest({ title }, since, most, weightOf) {
      const touched = scoreAll(title, since, weightOf)
      const least = PART * title.reduce((sum, term) => sum + weightOf(term) ** 2, 0)
      const near = best(touched, scores, least, most)
      for (const place of touched) scores[place] = 0
      return near.map((place) => shelved[place]!)
    },
    story: (id) => byStory.get(id) ?? [],
    all: () => shelved,
  }
}

/** The places with the highest scores, best first; sorting thousands for a handful would cost more than all else. */
function best(
  places: readonly number[],
  scores: Readonly<Float64Array>,
  least: number,
  most: number,
): number[] {
  const top: number[] = []
  let bar = least
  for (const place of places) {
    const score = scores[place]!
    if (score < bar) continue
    let at = top.length
    while (at > 0 && scores[top[at - 1]!]! < score) at--
    top.splice(at, 0, place)
    if (top.length > most) top.pop()
    if (top.length === most) bar = scores[top[most - 1]!]!
  }
  return top
}

function twice(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(2 * numbers.length)
  more.set(numbers)
  return more
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
