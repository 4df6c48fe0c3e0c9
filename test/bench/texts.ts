import { createRandom } from '../support/random.ts'

const OPENINGS = [
  'Officials said',
  'The ministry said',
  'Analysts expect',
  'Importers fear',
  'Two people told reporters',
  'In Geneva',
]
const SUBJECTS = [
  'the tariff on steel',
  'a licence for magnets',
  'the export ban',
  'shipments of samarium',
  'the August 10 deadline',
  'duties of 55 percent',
  'talks with Beijing',
  'soybean purchases',
  'the price of copper',
  'the budget',
]
const VERBS = [
  'will be extended',
  'was suspended',
  'may be raised',
  'has been approved',
  'could be cut',
  'remains in force',
  'is under review',
  'drew criticism',
]
const TAILS = [
  'for a further 90 days',
  'before the summit',
  'after a call between the leaders',
  'as stocks ran down',
  'by the end of the month',
  'despite objections',
  'according to a draft',
  'in most ports',
]
const FILLERS =
  'market company year bank growth export import plant harvest order report share quarter worker industry supply demand contract spokesman agency office region port railway energy'.split(
    ' ',
  )

/** Texts of about 3,500 characters of made-up trade news: for machines that have no archive. */
export function newsLike(count: number): readonly string[] {
  const random = createRandom(7)
  function pick(all: readonly string[]): string {
    return all[random.between(0, all.length - 1)]!
  }
  function sentence(): string {
    const filler = Array.from({ length: random.between(2, 9) }, () => pick(FILLERS)).join(' and ')
    return `${pick(OPENINGS)} ${pick(SUBJECTS)} ${pick(VERBS)} ${pick(TAILS)}, while the ${filler} ${pick(VERBS)}.`
  }
  return Array.from({ length: count }, () => {
    let text = ''
    while (text.length < 3400) text += `${sentence()}\n`
    return text
  })
}
