import type { Matchable } from '../../src/domain/rule.ts'
import type { Random } from './random.ts'
import { articleOf, type RulesText } from './rules.ts'

type Pool = readonly [string, ...string[]]

function pool(text: string): Pool {
  return text.split('|') as unknown as Pool
}

const WORDS = pool(
  `tariff|tariffs|Tariffs|TARIFF|tariffed|duty|duties|China|china|CHINA|Beijing|trade|talks|talk|Talks|talked|rare-earth|rare earth|Rare Earths|rareearth|Rareearths|magnet|magnets|licence|licences|license|approved|approves|approving|negotiating|negotiation|Negotiators|China's|Turkey's|traders'|café|cafés|CAFÉ|cafe\u0301|sama\u00adrium|samarium|sa\u200bmarium|said|stays|quietly|mobile|phone|1,000|1000|55.0|301|0.10`,
)
const CAPITALS = pool(
  `EDA|Eda|eda|EDAs|BIS|bis|US|us|U.S.|U.S.-China|H20|H20s|h20|MOUs|MOU|Turkey|turkey|TURKEY|AT&T|at&t|A.I.|AI|ai|Mr. Greer|Acme Co. Ltd|US vs. China|J. Doe`,
)
const HAN = pool('稀土|关税|關稅|中国|中美|出口管制|稀土磁铁|サマリウム|ガス|中国AI|Ｈ２０|ＥＤＡ')
const PERCENTS = pool(
  `55%|55.0%|55 percent|55 per cent|55 pct|fifty-five percent|百分之五十五|百分之55|55 percentage points|155%|55.5%|50-55%|10 to 55 percent|55 and 10 percent|５５％|55个百分点|55-percent|10%|ten per cent`,
)
const DATES = pool(
  `August 10|Aug. 10|August 10th|10 August|10th of August|(2025-08-10)|8月10日|八月十日|August 10-12|August 10 to 12|10-12 August|August 10, 2025|August 10, 2026|8/10|August 100|2025年8月10日|2026年8月10日|8月10日至12日|August 2025|August 10%|March 10`,
)
const SPANS = pool(
  `90 days|90-day|ninety days|90 more days|90天|90日間|90 business days|six-month|6 months|six months|六个月|6か月|90 months|九十天`,
)
/** Addresses that hold words, days and percentages of the pools above. */
const URLS = pool(
  `https://news.example/2025/08/10/china-tariff-talks|(https://a.example/rare-earth?q=55%&p=10%25)|HTTP://EDA.example/90-days/august-10.html|www.tariff-talks.example/US/H20|https://b.example/magnet_(talks)/稀土|http://c.example/a,China;b:Beijing|ftp://U.S.example/licence`,
)
const BETWEEN = pool(' | | | |, |. |; | — | / |. |! |? |” |\nNext |。')

const POOLS = [WORDS, WORDS, CAPITALS, HAN, PERCENTS, DATES, SPANS] as const

/** A text with capitals, Han, marks and numbers: few words, so that rules often hit. */
export function randomArticle(random: Random): Matchable {
  return articleOf({
    title: shout(randomText(random, random.between(2, 7)), random),
    lead: random.chance(0.4) ? randomText(random, random.between(2, 8)) : '',
    body: random.chance(0.8) ? randomText(random, random.between(4, 22)) : '',
  })
}

/** Some headlines are all in capitals. */
function shout(text: string, random: Random): string {
  return random.chance(0.15) ? text.toUpperCase().replaceAll(/\d+(?=ST|ND|RD|TH)/g, '$&') : text
}

function randomText(random: Random, pieces: number): string {
  let text = ''
  for (let piece = 0; piece < pieces; piece++) {
    const next = random.pick(random.pick(random.chance(0.06) ? [URLS] : POOLS))
    // A number right behind another piece could be read together with it.
    const isNumber = /^[\d０-９(]|^(?:ten|ninety|six|fifty|Aug|March)|^[八九六百]/.test(next)
    text +=
      (piece === 0 ? '' : isNumber ? random.pick(['. ', ' — ', '; ']) : random.pick(BETWEEN)) + next
  }
  return text
}

const TERMS = pool(
  `tariff|duties|talk|talks|approve|approved|negotiate|China|licence|samarium|café|稀土|关税|magnet|rare-earth|1,000|stay|Beijing|trade|trader|ガス|mobile|phone|301|0.1`,
)
const CAPITAL_TERMS = pool('EDA|BIS|US|U.S.|H20|AI|AT&T|MOUs|H20s|MOU')
const EXACT = pool('=Turkey|=China|=eda|=US|=Talks|=H20|=CHINA')
const PREFIXES = pool('negotiat*|tari*|magn*|sama*|EDA*|rare*|lic*')
const PERCENT_TERMS = pool('55%|10%|50%|55.0%')
const DATE_TERMS = pool(
  '<August 10>|<August 10, 2025>|<August 2025>|<August 12>|<8月10日>|<10 August>',
)
const SPAN_TERMS = pool('<90 days>|<six months>|<ninety days>|<90天>')
const LISTS = pool('$china|$metals|$chips')
const PATTERNS: Pool = [
  '/H(20|100)s?/',
  '/tariff(s|ed)?/',
  '/\\bEDA\\b/',
  '/rare[ -]?earth/',
  '/稀土|关税/',
  '/magnets?\\s/',
  '/\\d+ days/',
]

/** Whole rules, every sign among them. */
export function randomRules(random: Random): RulesText {
  function some(probability: number, make: (random: Random) => string): string[] {
    return random.chance(probability) ? [make(random)] : []
  }
  return {
    lists: {
      china: ['China | Beijing | 中国'],
      metals: ['samarium | rare earth', '$magnets'],
      magnets: ['magnet | 稀土磁铁'],
      chips: ['EDA | H20 | (AI | chip) chip', 'semiconductor'],
    },
    ignore: some(0.15, ignored),
    topics: [
      {
        any: Array.from({ length: random.between(1, 3) }, () => randomLine(random)),
        all: some(0.12, randomLine),
        none: some(0.1, randomLine),
        ignore: some(0.3, ignored),
        raise: {
          high: some(0.2, randomLine),
          critical: some(0.08, randomLine),
        },
      },
    ],
  }
}

function ignored(random: Random): string {
  if (random.chance(0.15)) return random.pick(PATTERNS)
  return random.chance(0.5) ? phrase(random) : `${phrase(random)} | ${phrase(random)}`
}

function randomLine(random: Random): string {
  const field = random.chance(0.12) ? `${random.pick(['title', 'lead', 'body'])}: ` : ''
  if (random.chance(0.07)) return field + random.pick(PATTERNS)
  return field + and(random) + (random.chance(0.2) ? ` | ${and(random)}` : '')
}

function and(random: Random): string {
  return near(random) + (random.chance(0.15) ? ` + ${near(random)}` : '')
}

function near(random: Random): string {
  if (random.chance(0.7)) return phrase(random)
  const distance = random.chance(0.4) ? '' : `/${random.pick([1, 2, 4, 8, 20])}`
  return `${phrase(random)} NEAR${distance} ${phrase(random)}`
}

function phrase(random: Random): string {
  if (random.chance(0.08))
    return random.pick([
      'rare earth',
      'US tariff',
      'China tariff',
      'mobile phone',
      'US =China',
      'tariff 55%',
      'August talks',
    ])
  const first = item(random)
  return random.chance(0.12) ? `${first} ${item(random)}` : first
}

function item(random: Random): string {
  if (random.chance(0.1)) return `(${item(random)} | ${phrase(random)})`
  return random.pick(
    random.pick([
      TERMS,
      TERMS,
      TERMS,
      CAPITAL_TERMS,
      EXACT,
      PREFIXES,
      PERCENT_TERMS,
      DATE_TERMS,
      SPAN_TERMS,
      LISTS,
    ]),
  )
}
