import { ambiguousDate } from '../signs/date.ts'
import { quotes } from './quotes.ts'
import { trouble, type Trouble } from '../signs/sign.ts'

/** What people bring from search engines, spreadsheets and prose: each with what to write instead. */
export function wordTrap(piece: string): Trouble | undefined {
  for (const trap of TRAPS) {
    const found = trap(piece)
    if (found) return found
  }
  return undefined
}

const TRAPS: readonly ((piece: string) => Trouble | undefined)[] = [
  searchWord,
  badNear,
  address,
  quotes,
  dollar,
  money,
  minus,
  separator,
  slashedDate,
  bracket,
  field,
  oddSign,
]

const SEARCH_WORDS: Readonly<Record<string, string>> = {
  AND: 'write + between two things that must both be there',
  OR: 'write | between two words, or a second line',
  NOT: 'put what is never news under ignore:, or what silences the rule under none:',
}

function searchWord(piece: string): Trouble | undefined {
  const word = /^(AND|OR|NOT)(?:\/(?:AND|OR|NOT))*$/.exec(piece)?.[1]
  if (!word) return undefined
  const cure = `${SEARCH_WORDS[word]}; to find the word itself write =${word}`
  return trouble('search-word', `${piece} is a word of search engines`, cure)
}

/** The right NEAR never comes here. */
function badNear(piece: string): Trouble | undefined {
  if (/^near(?:\/\d+)?$/i.test(piece) && !piece.startsWith('NEAR')) {
    const cure = `write ${piece.toUpperCase()}; to find the word itself write =near`
    return trouble('small-near', `${piece} is read as a word here`, cure)
  }
  if (/^(?:NAER|NERA|ENAR)(?:\/\d+)?$/.test(piece)) {
    const cure = `did you mean ${piece.replace(/^\w+/, 'NEAR')}? To find the word itself write =${piece.slice(0, 4)}`
    return trouble('misspelt-near', `${piece} is read as a word here`, cure)
  }
  if (!/^NEAR[/\d-]/.test(piece)) return undefined
  const [, within, rest] = /^NEAR[/-]*(\d+)(\p{L}.*)?$/u.exec(piece) ?? []
  if (within) {
    const cure = `write NEAR/${within}${rest ? ` ${rest}` : ''}`
    return trouble('near-distance', `${piece} is not read as NEAR`, cure)
  }
  const cure = 'write a number of words from 1 to 100 right behind the slash, as in NEAR/12'
  return trouble('near-distance', `${piece} has no number of words`, cure)
}

function address(piece: string): Trouble | undefined {
  if (!/:\/\/|^=?www\./i.test(piece)) return undefined
  const cure =
    'write words of the article itself; to choose by where it comes from, use only: source'
  return trouble('address', 'addresses in a text are not looked into', cure)
}

function dollar(piece: string): Trouble | undefined {
  if (piece === '$')
    return trouble('dollar-alone', '$ needs the name of a list', 'write $china, or remove it')
  if (!/^\$\d/.test(piece)) return undefined
  const cure = `write ${piece.slice(1)}: a sign of money is no part of a word`
  return trouble('dollar-amount', '$ begins the name of a list', cure)
}

function money(piece: string): Trouble | undefined {
  if (!/^[€£¥₩₹]/.test(piece)) return undefined
  const cure = piece.length > 1 ? `write ${piece.slice(1)}` : 'remove it'
  return trouble('money-sign', 'a sign of money is no part of a word', cure)
}

function minus(piece: string): Trouble | undefined {
  const word =
    /^(?:[-–—]+|!)(?=\p{L}|$)/u.test(piece) && piece !== '-' && piece !== '–' && piece !== '—'
  if (!word) return undefined
  const name = piece.replace(/^[-–—!]+/, '') || 'the word'
  const cure = `put ${name} under ignore: (a phrase that is never news) or none: (silences the rule)`
  return trouble('minus-word', 'a minus does not exclude here', cure)
}

function separator(piece: string): Trouble | undefined {
  const [sign] =
    /^&+$/.exec(piece) ?? /[，、；;]/.exec(piece) ?? /,(?!\d)|(?<!\d),/.exec(piece) ?? []
  if (!sign) return undefined
  const plain = sign
    .replace(/[，、]/, ',')
    .replace('；', ';')
    .slice(0, 1)
  const cure = 'write | for either, + for both, or a second line'
  return trouble('separator', `${plain} joins nothing here`, cure)
}

/** 8/10; with a full stop it would be a number. */
function slashedDate(piece: string): Trouble | undefined {
  return piece.includes('/') ? ambiguousDate(piece) : undefined
}

function bracket(piece: string): Trouble | undefined {
  const sign = /[[\]{}【】〔〕]/.exec(piece)?.[0]
  return sign === undefined
    ? undefined
    : trouble('other-bracket', `${sign} is no bracket here`, 'write ( and )')
}

function field(piece: string): Trouble | undefined {
  const name = /^(title|lead|body):/.exec(piece)?.[1]
  if (!name) return undefined
  const cure = `begin the line with ${name}: or write a line of its own`
  return trouble(
    'field-inside',
    'a field stands at the start of a line and holds for all of it',
    cure,
  )
}

const WORD_SIGN = /[\p{L}\p{M}\p{N}\p{Pd}\p{Cf}\u00b7\u30fb\u2027.,_&%'’ʼ/]/u

/** `=` begins a word and `*` ends one; nothing else is a sign of ours, or part of a word. */
function oddSign(piece: string): Trouble | undefined {
  const inside = piece.replace(/^=+/, '').replaceAll('*', '')
  const sign = Array.from(inside).find((each) => !WORD_SIGN.test(each))
  if (sign === undefined) return undefined
  const words = inside.split(sign).filter(Boolean).join(' ')
  const cure =
    sign === '$'
      ? `write a space before ${piece.slice(piece.indexOf('$'))}`
      : words && `write ${words}`
  return trouble('odd-sign', `${sign} means nothing here`, cure || 'remove it')
}
