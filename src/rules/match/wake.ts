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
  const { always, begins, waiting, needs } = triggers(lines, book)
  const marks = new Uint32Array((lines.length >>> 5) + 1)
  const woken = new Uint32Array(lines.length)
  const usual = usualLines(lines)

  function wake(look: Look): number {
    for (const line of always) mark(marks, line)
    const { isThere, terms, termCount } = look
    for (let there = 0; there < termCount; there++) {
      const term = terms[there]!
      const end = begins[term + 1]!
      for (let at = begins[term]!; at < end; at++) {
        const need = needs[at]!
        const isOpen = need >= 0 ? isThere[need] === 1 : need === ANY || look.found(-2 - need)
        if (isOpen) mark(marks, waiting[at]!)
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
  /** Lines that are tried on every article. */
  readonly always: readonly number[]
  /** Where in the next two arrays a term's lines begin; they end where the next term's begin. */
  readonly begins: Uint32Array
  /** Lines, term by term. */
  readonly waiting: Uint32Array
  /** What else each of them needs: a term; a group of several terms as `-2 - group`; or ANY. */
  readonly needs: Int32Array
}

function triggers(lines: readonly CompiledLine[], book: Phrasebook): Triggers {
  const byTerm: { readonly line: number; readonly need: number }[][] = book.terms.map(() => [])
  const always: number[] = []
  for (const [line, each] of lines.entries()) {
    const terms = triggersOf(each, book)
    if (!terms) {
      always.push(line)
      continue
    }
    const need = needOf(otherGroup(each, terms, book), book)
    for (const term of terms) byTerm[term]!.push({ line, need })
  }
  const all = byTerm.flat()
  const begins = new Uint32Array(byTerm.length + 1)
  for (const [term, { length }] of byTerm.entries()) begins[term + 1] = begins[term]! + length
  const waiting = Uint32Array.from(all, ({ line }) => line)
  return { always, begins, waiting, needs: Int32Array.from(all, ({ need }) => need) }
}

/** Nothing: what woke the line is enough. */
const ANY = -1

function needOf(group: number, { singles }: Phrasebook): number {
  if (group < 0) return ANY
  const single = singles[group]!
  return single >= 0 ? single : -2 - group
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
