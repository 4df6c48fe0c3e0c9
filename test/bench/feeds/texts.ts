import { createRandom } from '../../support/random.ts'

const SUBJECTS =
  'ministry,council,exporters,shipyard,regulator,bank,carmaker,union,refinery,airline,farmers,court,utility,retailer,miners,port'.split(
    ',',
  )
const VERBS =
  'weighs,delays,clears,rejects,reviews,expands,cuts,signs,halts,opens,questions,backs'.split(',')
const OBJECTS =
  'a rail line,winter supplies,the annual budget,its pension plan,a cable to the island,the harvest forecast,a data centre,bridge repairs,a wage deal,grain storage'.split(
    ',',
  )
const PLACES = 'Oslo,Hanoi,Lima,Busan,Turin,Accra,Perth,Leeds,Quito,Gdansk,Osaka,Tulsa'.split(',')
const FILLER =
  'Officials said the decision follows months of consultation with companies and towns along the coast. Analysts had expected a smaller step. A spokeswoman declined to give figures before the meeting next week, while traders pointed to thin volumes and a strong currency.'

/** Every hundredth entry is of interest to a shipped rule. */
const RELEVANT = 'export licences for samarium magnets,tariffs on Chinese steel'.split(',')

/** A feed of invented news; `version` puts one newer entry on top. */
export function feedOf(index: number, entries: number, version: number): string {
  const random = createRandom(index + 1)
  function pick(list: readonly string[]): string {
    return list[Math.floor(random.next() * list.length)]!
  }
  const now = Date.now()
  // Twenty thousand entries have to fit into what is read of an answer.
  const filler = entries > 1000 ? '' : FILLER
  const items: string[] = []
  for (let n = 0; n < entries + (version > 0 ? 1 : 0); n++) {
    const key = `${index}-${n < entries ? n : `v${version}`}`
    const title = `${pick(PLACES)} ${pick(SUBJECTS)} ${pick(VERBS)} ${pick(random.chance(0.01) ? RELEVANT : OBJECTS)} (${key})`
    const date = new Date(now - (n < entries ? n * 1_800_000 : 0)).toUTCString()
    items.push(
      `<item><title>${title}</title><link>https://news-${index}.example/2026/${key}.html</link><guid isPermaLink="false">id-${key}</guid><pubDate>${date}</pubDate><description>&lt;p&gt;${title}. ${filler}&lt;/p&gt;</description><category>economy</category></item>`,
    )
  }
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>News ${index}</title><link>https://news-${index}.example/</link><description>Invented news</description><language>en</language>${items.join('')}</channel></rss>`
}
