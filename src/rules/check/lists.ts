import { nearest } from '../../text/natural.ts'
import { error, warning, type RuleProblem } from '../problem.ts'
import type { Item, LineSource, Phrase, RuleSource } from '../source.ts'
import { allLines, itemsOf, phrasesOf, placeIn, type Sources } from './walk.ts'

/** More ways of saying one line than this cannot be meant; lists in lists multiply. */
const MOST_FORMS = 20_000

type ListItem = Extract<Item, { sign: 'list' }>

/** Lists that are not there (`shared` is the text of _shared.yaml), that name themselves in a circle, that nobody uses, and lines that stand for too much. */
export function* checkLists(
  source: RuleSource,
  sources: Sources,
  shared: string,
): Generator<RuleProblem> {
  const used = new Set<string>()
  let sound = true
  for (const { line } of allLines(source))
    for (const item of listItems(line)) {
      used.add(item.name)
      if (source.lists.has(item.name)) continue
      sound = false
      if (!isNamed(item.name, shared)) yield unknownList(item, line, source, sources)
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

/** A list that is there and could not be read has an error of its own. */
function isNamed(name: string, shared: string): boolean {
  return new RegExp(`^\\s+${name}\\s*[:：]`, 'm').test(shared)
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
    : `the lists of _shared.yaml are ${names || 'none yet'}`
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
  const sizes = new Map<string, number>()
  function listSize(name: string): number {
    const known = sizes.get(name)
    if (known !== undefined) return known
    const size = sum(
      (source.lists.get(name)?.lines ?? []).flatMap(({ line }) => phrasesOf(line).map(phraseSize)),
    )
    sizes.set(name, size)
    return size
  }
  function phraseSize(phrase: Phrase): number {
    return phrase.reduce((product, item) => product * itemSize(item), 1)
  }
  function itemSize(item: Item): number {
    if (item.sign === 'list') return listSize(item.name)
    return item.sign === 'group' ? sum(item.phrases.map(phraseSize)) : 1
  }
  for (const { line } of allLines(source)) {
    const size = sum(phrasesOf(line.line).map(phraseSize))
    if (size <= MOST_FORMS) continue
    const message = `this line stands for ${size > 1e15 ? 'countless' : size} phrases; ${MOST_FORMS} are allowed`
    yield error('too-many-forms', placeIn(line, sources), message, 'write two lines, or NEAR')
  }
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
  for (let row = first.row; row > 0; row--)
    if (sources(first.file, row).trimStart().startsWith(`${name}:`)) return row
  return first.row
}
