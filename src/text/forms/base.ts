import { hasLostE, withoutEs } from './endings.ts'
import { ingsOf, isMan, pastsOf, pluralsOf } from './make.ts'
import { BASES, ING_PLURALS, isSolo, PASTS, PLURALS, WHOLES } from './table.ts'

/** The word that `word` is a form of, by its ending; itself where no ending is recognised. */
export function baseOf(word: string): string {
  if (isSolo(word) || WHOLES.has(word) || PASTS.has(word) || PLURALS.has(word)) return word
  const listed = BASES.get(word)
  if (listed !== undefined) return listed
  return fromMen(word) ?? fromS(word) ?? fromEd(word) ?? fromIng(word) ?? word
}

function fromMen(word: string): string | undefined {
  const base = `${word.slice(0, -2)}an`
  return word.length > 3 &&
    word.endsWith('men') &&
    isMan(base) &&
    !/(?:speci|regi|abdo|ye|acu)men$/.test(word)
    ? base
    : undefined
}

/** virus, basis, press; but menus and Saudis. */
const SINGULAR =
  /ss$|(?<!^(?:burea|cp|gp|gur|men))us$|(?<!^(?:alib|bikin|iraq|israel|kuwait|pakistan|safar|saud|sem|tax))is$/

function fromS(word: string): string | undefined {
  if (word.length < 4 || !word.endsWith('s') || SINGULAR.test(word)) return undefined
  const ing = word.slice(0, -1)
  if (ing.endsWith('ing')) {
    const verb = fromIng(ing)
    if (verb !== undefined && ING_PLURALS.has(verb)) return verb
  }
  if (word.endsWith('ies') && word !== 'movies')
    return word.length > 4 ? `${word.slice(0, -3)}y` : ing
  const base = word.endsWith('es') ? withoutEs(word) : ing
  return pluralsOf(base).includes(word) ? base : undefined
}

function fromEd(word: string): string | undefined {
  if (!word.endsWith('ed')) return undefined
  if (word.endsWith('ied')) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (word.endsWith('eed'))
    return /(?:agr|arant|decr|^fr|refer)eed$/.test(word) ? word.slice(0, -1) : word
  return fromStem(word.slice(0, -2), (base) => pastsOf(base).includes(word))
}

function fromIng(word: string): string | undefined {
  if (!word.endsWith('ing') || /[jq]ing$/.test(word)) return undefined
  const stem = word.slice(0, -3)
  if (/^[dltv]y$/.test(stem)) return `${stem[0]}ie`
  return fromStem(stem, (base) => ingsOf(base).includes(word))
}

/** The base that makes the word again; of two, the one that the stem's ending speaks for. */
function fromStem(stem: string, makes: (base: string) => boolean): string | undefined {
  if (stem.length < 2 || !/[aeiouy]/.test(stem)) return undefined
  const [undoubled, withE] = [stem.slice(0, -1), `${stem}e`]
  if (stem.endsWith('ick') && makes(undoubled)) return undoubled
  const isDoubled = /([bdfgklmnprtvz])\1$/.test(stem)
  if (isDoubled && !keepsDouble(stem) && makes(undoubled)) return undoubled
  const [first, second] = hasLostE(stem) ? [withE, stem] : [stem, withE]
  return makes(first) ? first : makes(second) ? second : undefined
}

/** add, staff, call, install: the doubled letter is the word's own. */
function keepsDouble(stem: string): boolean {
  if (/^(?:add|ebb|egg|err|inn|odd|boycott)$|(?:ff|zz)$/.test(stem)) return true
  if (stem.endsWith('troll')) return false
  return /^[^aeiou]*[aeiou]ll$|(?:stall|roll|call|fill|kill|spill|sell|tell|till)$/.test(stem)
}
