import type { Phrase } from '../source.ts'
import { isCapitals } from '../signs/word.ts'
import { fold } from '../../text/normalise.ts'
import { rawToken } from '../../text/tokens.ts'
import { evaluateSide, isMasked, masksOf, phraseFound, type Scene } from './evaluate.ts'
import type { Found } from './found.ts'
import type { Hit, Hits } from './hit.ts'
import type { CompiledLine, CompiledSide } from './lines.ts'
import { hitsOf } from './together.ts'

/** A scene whose masks can be named. */
export type NamedScene = Scene & { readonly ignores: readonly CompiledLine[] }

/** Why a line does not hit, in words: of the alternative that comes nearest. */
export function missOf(line: CompiledLine, scene: NamedScene): string {
  const { line: source } = line.source
  if (source.kind === 'regex')
    return (
      gone(`/${source.pattern}/`, scene.look.patternFound(line.pattern!), line, scene) ??
      'finds nothing'
    )
  const misses = line.branches.map((branch, index) => branchMiss(branch, index, line, scene))
  return misses.toSorted((a, b) => b.near - a.near)[0]!.words
}

/** `near` is the part of the sides that hit; more is nearer. */
type Miss = { readonly near: number; readonly words: string }

function branchMiss(
  branch: readonly CompiledSide[],
  index: number,
  line: CompiledLine,
  scene: NamedScene,
): Miss {
  const sides = branch.map((side, at) => sideMiss(side, textsOf(line, index, at), line, scene))
  const present = sides.filter(({ miss }) => !miss).map(({ text }) => text)
  const missing = sides.flatMap(({ miss }) => miss ?? [])
  // A side of NEAR that is half there has a "but" of its own.
  const joint = missing.some(({ near: part }) => part === HALF) ? '; ' : ', but '
  const there = present.length > 0 ? `${present.map(inQuotes).join(' and ')} hits${joint}` : ''
  const near = missing.reduce((sum, { near: part }) => sum + part, present.length) / branch.length
  return { near, words: there + missing.map(({ words }) => words).join(', and ') }
}

/** One of the two sides of a NEAR is there. */
const HALF = 0.5

type Texts = { readonly whole: string; readonly left: string; readonly right: string }

function sideMiss(
  side: CompiledSide,
  { whole, left, right }: Texts,
  line: CompiledLine,
  scene: NamedScene,
): { readonly text: string; readonly miss: Miss | undefined } {
  if (evaluateSide(side, line, scene)) return { text: whole, miss: undefined }
  if (side.kind === 'phrase')
    return { text: whole, miss: { near: 0, words: phraseMiss(side.group, whole, line, scene) } }
  const hits = [side.left, side.right].map((group) => {
    const found = phraseFound(group, line, scene)
    return found ? hitsOf(found) : []
  })
  const texts = [left, right]
  const absent = hits.flatMap((found, at) =>
    found.length > 0
      ? []
      : [phraseMiss(at === 0 ? side.left : side.right, texts[at]!, line, scene)],
  )
  if (absent.length === 2) return { text: whole, miss: { near: 0, words: absent.join(', and ') } }
  const there = hits[0]!.length > 0 ? left : right
  const words =
    absent.length === 1
      ? `${inQuotes(there)} is there, but ${absent[0]}`
      : apart(hits[0]!, hits[1]!, side.within, [left, right].map(inQuotes), scene.look.rooms.hits)
  return { text: whole, miss: { near: absent.length === 1 ? HALF : 0.8, words } }
}

/** How far two phrases that are both there stand from each other. */
function apart(
  left: readonly Hit[],
  right: readonly Hit[],
  within: number | 'sentence',
  [a, b]: readonly string[],
  hits: Hits,
): string {
  let least = Infinity
  for (const one of left)
    for (const other of right)
      if (hits.orderOf(one) === hits.orderOf(other))
        least = Math.min(least, wordsBetween(one, other, hits))
  if (least === Infinity) return `${a} and ${b} stand in different fields`
  if (least < 0) return `${a} and ${b} are one and the same place`
  if (within === 'sentence') return `${a} and ${b} stand in different sentences`
  return `${a} and ${b} are ${least} words apart, ${within} allowed`
}

function wordsBetween(one: Hit, other: Hit, { firsts, lasts }: Hits): number {
  const [first, second] = firsts[one]! < firsts[other]! ? [one, other] : [other, one]
  const between = firsts[second]! - lasts[first]! - 1
  return between < 0 ? -1 : between
}

function phraseMiss(group: number, text: string, line: CompiledLine, scene: NamedScene): string {
  const found = scene.look.found(group)
  return (
    gone(inQuotes(text), found, line, scene) ?? `${inQuotes(text)} is absent${hint(text, scene)}`
  )
}

/** What there is, but does not count: in another field, or masked. Undefined where there is nothing. */
function gone(
  text: string,
  found: Found | undefined,
  { field }: CompiledLine,
  scene: NamedScene,
): string | undefined {
  if (!found) return undefined
  const { hits } = scene.look.rooms
  const inField = hitsOf(found).filter((hit) => !field || hits.partOf(hit).field === field)
  if (inField.length === 0)
    return `${text} stands in the ${hits.partOf(found.from).field}, not in the ${field}`
  const mask = scene.ignores.find((ignore) =>
    inField.every((hit) => isMasked(hit, masksOf(ignore, scene.look), hits)),
  )
  if (!mask) return `${text} is masked by ignored phrases`
  const { file, row, text: ignored } = mask.source
  return `${text} is masked by ${file}:${row} ${inQuotes(ignored)}`
}

/** A word in capitals that is there in other capitals, or words that are there but not in a row. */
function hint(text: string, { look }: NamedScene): string {
  const words = text.split(/\s+/).map((word) => word.replace(/^=/, ''))
  const keys = words.map(fold)
  for (const { tokens } of look.parts) {
    const at = tokens.keys.indexOf(keys[0]!)
    if (words.length === 1 && at >= 0 && (isCapitals(words[0]!) || text.startsWith('=')))
      return `: "${rawToken(tokens, at)}" is there, but capitals count`
    if (words.length > 1 && keys.every((key) => tokens.keys.includes(key)))
      return ': its words are there, but not in a row'
  }
  return ''
}

/** The two sides of an alternative as they are written. */
function textsOf({ source }: CompiledLine, branch: number, side: number): Texts {
  const { text, line } = source
  const near = line.kind === 'terms' ? line.or[branch]?.[side] : undefined
  if (!near) return { whole: text, left: text, right: text }
  const whole = text.slice(near.start, near.end).trim()
  if (near.kind === 'phrase') return { whole, left: whole, right: whole }
  return { whole, left: textOf(text, near.left), right: textOf(text, near.right) }
}

function textOf(text: string, phrase: Phrase): string {
  return text.slice(phrase[0]?.start, phrase.at(-1)?.end).trim()
}

function inQuotes(text: string): string {
  return `"${text}"`
}
