import { nearest } from '../../text/natural.ts'
import { error, warning, type RuleProblem } from '../problem.ts'
import type { Item, LineSource, Phrase, RuleSource } from '../source.ts'
import { allLines, itemsOf, phrasesOf, placeIn, type Sources } from './walk.ts'

/** More ways of saying one line than this cannot be meant; lists in lists multiply. */
const MOST_FORMS = 20_000
/** Nobody sees through more than this. */
const DEEPEST = 15

type ListItem = Extract<Item, { sign: 'list' }>

/** Lists that are not there (`isUnread`: that are there and could not be read), that name themselves in a circle, that nobody uses, and lines that stand for too much. */
export function* checkLists(
  source: RuleSource,
  sources: Sources,
  isUnread: (name: string) => boolean,
): Generator<RuleProblem> {
  const used = new Set<string>()
  let sound = true
  for (const { line } of allLines(source))
    for (const item of listItems(line)) {
      used.add(item.name)
      if (source.lists.has(item.name)) continue
      sound = false
      if (!isUnread(item.name)) yield unknownList(item, line, source, sources)
    }
  for (const problem of circles(source, sources)) {
    sound = false
    yield problem
  }
  if (sound) yield* tooManyForms(source, sources)
  yield* unused(source, used, sources)
}

function listItems(line: LineSource): readonly ListItem[] {
  return [...itemsOf(line.line)].filter((item) => item.sign === 'list')
}

function unknownList(
  item: ListItem,
  line: LineSource,
  source: RuleSource,
  sources: Sources,
): RuleProblem {
  const meant = nearest(item.name, source.lists.keys())
  const names = [...source.lists.keys()].map((name) => `$${name}`).join(', ')
  const cure = meant
    ? `did you mean $${meant}?`
    : `write it under lists: in _shared.yaml; the lists there are ${names || 'none yet'}`
  const place = placeIn(line, sources, item)
  return error('unknown-list', place, `there is no list "$${item.name}"`, cure)
}

function* circles(source: RuleSource, sources: Sources): Generator<RuleProblem> {
  const done = new Set<string>()
  function* visit(name: string, path: readonly string[]): Generator<RuleProblem> {
    if (done.has(name)) return
    for (const line of source.lists.get(name)?.lines ?? [])
      for (const item of listItems(line)) {
        const round = [...path, name]
        const from = round.indexOf(item.name)
        if (from < 0) {
          yield* visit(item.name, round)
          continue
        }
        const chain = [...round.slice(from), item.name].map((each) => `$${each}`).join(' → ')
        const place = placeIn(line, sources, item)
        const cure = 'write the words themselves in one of them'
        yield error('list-cycle', place, `this list contains itself: ${chain}`, cure)
      }
    done.add(name)
  }
  for (const name of source.lists.keys()) yield* visit(name, [])
}

function* tooManyForms(source: RuleSource, sources: Sources): Generator<RuleProblem> {
  const measure = measurer(source)
  for (const { line } of allLines(source)) {
    const phrases = phrasesOf(line.line)
    const [size, depth] = [sum(phrases.map(measure.size)), most(phrases.map(measure.depth))]
    const place = placeIn(line, sources)
    if (depth > DEEPEST) {
      const message = `brackets and lists lie ${depth} deep in this line; ${DEEPEST} are allowed`
      yield error('too-deep', place, message, 'write the words themselves')
    } else if (size > MOST_FORMS) {
      const number = size > 1e15 ? 'countless' : size.toLocaleString('en')
      const message = `this line stands for ${number} phrases; ${MOST_FORMS.toLocaleString('en')} are allowed`
      yield error('too-many-forms', place, message, 'write two lines, or NEAR')
    }
  }
}

type Measure = {
  /** How many phrases a phrase stands for. */
  readonly size: (phrase: Phrase) => number
  /** How deep brackets and lists lie in it. */
  readonly depth: (phrase: Phrase) => number
}

/** Looks into each list once. */
function measurer(source: RuleSource): Measure {
  const known = new Map<string, { readonly size: number; readonly depth: number }>()
  function list(name: string): { readonly size: number; readonly depth: number } {
    const before = known.get(name)
    if (before) return before
    const phrases = (source.lists.get(name)?.lines ?? []).flatMap(({ line }) => phrasesOf(line))
    const found = { size: sum(phrases.map(size)), depth: most(phrases.map(depth)) }
    known.set(name, found)
    return found
  }
  function size(phrase: Phrase): number {
    return phrase.reduce((product, item) => {
      if (item.sign === 'list') return product * list(item.name).size
      return item.sign === 'group' ? product * sum(item.phrases.map(size)) : product
    }, 1)
  }
  function depth(phrase: Phrase): number {
    return most(
      phrase.map((item) => {
        if (item.sign === 'list') return 1 + list(item.name).depth
        return item.sign === 'group' ? 1 + most(item.phrases.map(depth)) : 0
      }),
    )
  }
  return { size, depth }
}

function most(numbers: readonly number[]): number {
  return Math.max(0, ...numbers)
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0)
}

function* unused(
  source: RuleSource,
  used: ReadonlySet<string>,
  sources: Sources,
): Generator<RuleProblem> {
  for (const { name, lines } of source.lists.values()) {
    const [first] = lines
    if (!first || used.has(name)) continue
    const row = keyRow(first, name, sources)
    const place = {
      file: first.file,
      line: row,
      column: sources(first.file, row).indexOf(name) + 1,
      length: name.length,
      source: sources(first.file, row),
    }
    yield warning(
      'unused-list',
      place,
      `no line uses $${name}`,
      `write $${name} in a line, or remove the list`,
    )
  }
}

/** The row of a list's name: the nearest one above its first line. */
function keyRow(first: LineSource, name: string, sources: Sources): number {
  const key = new RegExp(String.raw`^\s*(?:-\s+)?["']?${name}["']?\s*:`)
  for (let row = first.row; row > 0; row--) if (key.test(sources(first.file, row))) return row
  return first.row
}
