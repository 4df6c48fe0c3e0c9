import type { LineProblem } from '../source.ts'

type Trap = Pick<LineProblem, 'id' | 'message' | 'cure'>

const SEARCH_WORDS = /^(?:AND|OR|NOT)$/

/** What people bring from search engines and spreadsheets: each with what to write instead. */
export function wordTrap(chunk: string): Trap | undefined {
  if (SEARCH_WORDS.test(chunk)) return searchWord(chunk)
  if (/^near(?:\/\d+)?$/i.test(chunk) && !chunk.startsWith('NEAR'))
    return {
      id: 'small-near',
      message: `${chunk} is read as a word here`,
      cure: `write ${chunk.toUpperCase()}; to find the word itself write =near`,
    }
  if (/^["“”„«»‘]|["“”»]$|^'|^`/.test(chunk))
    return {
      id: 'quotes',
      message: 'a phrase needs no quotes',
      cure: `write ${chunk.replaceAll(/["“”„«»‘’'`]/g, '')}`,
    }
  if (/^\$\d/.test(chunk))
    return {
      id: 'dollar-amount',
      message: '$ begins the name of a list',
      cure: `write ${chunk.slice(1)}: a sign of money is no part of a word`,
    }
  if (chunk === '$')
    return {
      id: 'dollar-alone',
      message: '$ needs the name of a list',
      cure: 'write $china, or remove it',
    }
  if (chunk === '&') return joined('&')
  if (chunk === '!' || /^![\p{L}]/u.test(chunk)) return minus(chunk.slice(1))
  if (/^[-–—][\p{L}]/u.test(chunk)) return minus(chunk.slice(1))
  if (/,$/.test(chunk) || /\p{L},|,\p{L}/u.test(chunk) || /[，、；]/.test(chunk)) return joined(',')
  if (/;$/.test(chunk)) return joined(';')
  return undefined
}

function searchWord(word: string): Trap {
  const cures: Readonly<Record<string, string>> = {
    AND: 'write + between two things that must both be there',
    OR: 'write | between two words, or a second line',
    NOT: 'put what is never news under ignore:, or what silences the rule under none:',
  }
  return {
    id: 'search-word',
    message: `${word} is a word of search engines`,
    cure: `${cures[word]}; to find the word itself write =${word}`,
  }
}

function joined(sign: string): Trap {
  return {
    id: 'separator',
    message: `${sign} joins nothing here`,
    cure: 'write | for either, + for both, or a second line',
  }
}

function minus(word: string): Trap {
  return {
    id: 'minus-word',
    message: 'a minus does not exclude here',
    cure: `put ${word || 'the word'} under ignore: (a phrase that is never news) or none: (silences the rule)`,
  }
}
