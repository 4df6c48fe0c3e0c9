import type { RuleLine } from '../../domain/rule.ts'
import { otherGroup, triggersOf, type CompiledLine } from './lines.ts'
import type { Look } from './look.ts'
import type { Phrasebook } from './phrasebook.ts'
import { headOf, type CompiledTopic, type Head } from './topic.ts'
import { usualLines, type UsualLines } from './usual.ts'

/** The `any` lines of all topics, numbered in the order of the files. */
export type LineIndex = {
  readonly topics: readonly CompiledTopic[]
  /** Made in a row, and so side by side in memory: with thousands of topics that is most of what a match costs. */
  readonly heads: readonly Head[]
  /** 1 for each topic that has `any` lines alone. */
  readonly arePlain: Uint8Array
  readonly lines: readonly CompiledLine[]
  readonly rules: readonly RuleLine[]
  /** The topic of each line, by its place among the topics. */
  readonly topicOf: Uint32Array
  readonly usual: UsualLines
  /** The numbers of the lines that the last article woke, ascending: as many as `wake` returned. */
  readonly woken: Uint32Array
  wake(look: Look): number
}

/**
 * Knows which lines a found term wakes, so that only these are evaluated. A bit for each line keeps the order of the
 * files: sorting thousands of woken lines would cost more than to evaluate them.
 */
export function indexLines(topics: readonly CompiledTopic[], book: Phrasebook): LineIndex {
  const lines = topics.flatMap(({ any }) => any)
  const topicOf = Uint32Array.from(topics.flatMap(({ any }, topic) => any.map(() => topic)))
  const { byTerm, always, needs } = triggers(lines, book)
  const marks = new Uint32Array((lines.length >>> 5) + 1)
  const woken = new Uint32Array(lines.length)
  const usual = usualLines(lines)

  function wake(look: Look): number {
    for (const line of always) mark(marks, line)
    for (const term of look.terms) {
      const waiting = byTerm[term]
      if (waiting === undefined) continue
      for (const line of waiting) {
        const other = needs[line]!
        if (other < 0 || look.found(other)) mark(marks, line)
      }
    }
    return collect(marks, woken)
  }

  const arePlain = Uint8Array.from(topics, ({ isPlain }) => Number(isPlain))
  const rules = lines.map(({ rule }) => rule)
  const heads = topics.map(headOf)
  return { topics, heads, arePlain, lines, rules, topicOf, usual, woken, wake }
}

type Triggers = {
  readonly byTerm: readonly (Uint32Array | undefined)[]
  /** Lines that are tried on every article. */
  readonly always: readonly number[]
  /** A group without which the line cannot hit, though it was woken; -1: none. */
  readonly needs: Int32Array
}

function triggers(lines: readonly CompiledLine[], book: Phrasebook): Triggers {
  const byTerm: (number[] | undefined)[] = []
  const always: number[] = []
  const needs = new Int32Array(lines.length).fill(-1)
  for (const [line, each] of lines.entries()) {
    const terms = triggersOf(each, book)
    if (!terms) {
      always.push(line)
      continue
    }
    needs[line] = otherGroup(each, terms, book)
    for (const term of terms) (byTerm[term] ??= []).push(line)
  }
  // Filled, since an array with holes is slow to read.
  const packed = Array.from(book.terms, (_, term) => byTerm[term] && Uint32Array.from(byTerm[term]))
  return { byTerm: packed, always, needs }
}

function mark(marks: Uint32Array, line: number): void {
  marks[line >>> 5]! |= 1 << (line & 31)
}

/** Takes the marks away again and writes down what they stood for, ascending; how many there were. */
function collect(marks: Uint32Array, to: Uint32Array): number {
  let count = 0
  for (let word = 0; word < marks.length; word++) {
    let bits = marks[word]!
    if (bits === 0) continue
    marks[word] = 0
    for (; bits !== 0; bits &= bits - 1) to[count++] = (word << 5) + 31 - Math.clz32(bits & -bits)
  }
  return count
}
