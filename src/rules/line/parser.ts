import type { And, Item, LineProblem, Near, Phrase } from '../source.ts'
import { readAngle, readPiece } from '../signs/index.ts'
import type { Trouble } from '../signs/sign.ts'
import type { Lexeme } from './lexer.ts'

/** Reads the pieces of a line by the grammar in source.ts; what is wrong goes into `problems`, the first of its kind. */
export function parse(
  lexemes: readonly Lexeme[],
  length: number,
  problems: LineProblem[],
): readonly And[] {
  const reader = new Reader(lexemes, length, problems)
  const or = reader.readOr()
  reader.expectEnd()
  return or
}

/** More brackets in brackets than anybody can read. */
const DEEPEST = 10

class Reader {
  private at = 0
  private depth = 0
  private isTooDeep = false
  private readonly lexemes: readonly Lexeme[]
  private readonly length: number
  private readonly problems: LineProblem[]

  constructor(lexemes: readonly Lexeme[], length: number, problems: LineProblem[]) {
    this.lexemes = lexemes
    this.length = length
    this.problems = problems
  }

  readOr(): And[] {
    const branches = [this.readAnd()]
    while (this.take('or')) branches.push(this.readAnd())
    return branches
  }

  private readAnd(): And {
    const parts = [this.readNear()]
    while (this.take('plus')) parts.push(this.readNear())
    return parts
  }

  private readNear(): Near {
    const start = this.peek()?.start ?? this.length
    const left = this.readPhrase()
    const near = this.peek()
    if (near?.kind !== 'near') return { kind: 'phrase', phrase: left, start, end: this.endBefore() }
    this.at++
    const right = this.readPhrase()
    this.refuseChain()
    return { kind: 'near', left, right, within: near.within, start, end: this.endBefore() }
  }

  private refuseChain(): void {
    while (this.peek()?.kind === 'near') {
      const { start, end } = this.peek()!
      this.fail(
        { start, end },
        'near-chain',
        'one NEAR a term',
        'write two lines, or | between the words',
      )
      this.at++
      this.readPhrase()
    }
  }

  private readPhrase(): Phrase {
    const items: Item[] = []
    for (let lexeme = this.peek(); lexeme; lexeme = this.peek()) {
      const read = this.readItem(lexeme)
      if (!read) break
      items.push(...read)
    }
    if (items.length === 0 && this.problems.length === 0) this.failEmpty()
    return items
  }

  private readItem(lexeme: Lexeme): readonly Item[] | undefined {
    const { start, end } = lexeme
    if (lexeme.kind === 'open') return [this.readGroup(start)]
    if (lexeme.kind === 'chunk') return (this.at++, this.items(lexeme, readPiece(lexeme)))
    if (lexeme.kind === 'angle') return (this.at++, this.items(lexeme, readAngle(lexeme)))
    if (lexeme.kind === 'list')
      return (this.at++, [{ sign: 'list', name: lexeme.text, start, end }])
    return undefined
  }

  private items({ start, end }: Lexeme, read: readonly Item[] | Trouble): readonly Item[] {
    if (read instanceof Array) return read
    this.problems.push({ ...(read as Trouble), start, end })
    return []
  }

  private readGroup(start: number): Item {
    this.at++
    if (++this.depth > DEEPEST) this.failDeep(start)
    const phrases = [this.readPhrase()]
    for (let next = this.peek(); next && next.kind !== 'close'; next = this.peek()) {
      if (next.kind === 'or') this.at++
      else if (next.kind === 'plus' || next.kind === 'near') this.refuseInside(next)
      else break
      phrases.push(this.readPhrase())
    }
    if (!this.take('close') && !this.isTooDeep)
      this.fail(
        { start, end: start + 1 },
        'open-bracket',
        'this bracket is never closed',
        'write ) where it ends',
      )
    this.depth--
    return { sign: 'group', phrases, start, end: this.endBefore() }
  }

  private refuseInside({ kind, start, end }: Lexeme): void {
    this.at++
    const sign = kind === 'plus' ? '+' : 'NEAR'
    this.fail(
      { start, end },
      'sign-in-brackets',
      `${sign} cannot stand inside brackets`,
      'write two lines, one for each case',
    )
  }

  expectEnd(): void {
    const rest = this.peek()
    if (!rest || this.problems.length > 0) return
    const { start, end } = rest
    this.fail(
      { start, end },
      'close-bracket',
      'this bracket was never opened',
      'remove it, or write ( where it begins',
    )
  }

  /** Says so, and looks at nothing that is deeper still. */
  private failDeep(start: number): void {
    this.at = this.lexemes.length
    this.isTooDeep = true
    this.fail(
      { start, end: start + 1 },
      'too-deep',
      `brackets may stand ${DEEPEST} deep in each other`,
      'write several lines',
    )
  }

  private failEmpty(): void {
    const next = this.peek()
    const before = this.lexemes[this.at - 1]
    const at = next ?? before ?? { start: 0, end: 1 }
    this.fail(
      { start: at.start, end: at.end },
      'nothing-here',
      'a word is missing here',
      'write what to look for, or remove the sign',
    )
  }

  private peek(): Lexeme | undefined {
    return this.lexemes[this.at]
  }

  private take(kind: Lexeme['kind']): boolean {
    if (this.peek()?.kind !== kind) return false
    this.at++
    return true
  }

  private endBefore(): number {
    return this.lexemes[this.at - 1]?.end ?? this.length
  }

  private fail(
    at: { start: number; end: number },
    id: string,
    message: string,
    cure: string,
  ): void {
    this.problems.push({ ...at, id, message, cure })
  }
}
