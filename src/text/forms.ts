/** Base → its irregular forms; regular ones are made beside them. */
const IRREGULAR: Readonly<Record<string, string>> = {
  become: 'became becoming',
  begin: 'began begun beginning',
  break: 'broke broken',
  bring: 'brought',
  build: 'built',
  buy: 'bought',
  child: 'children',
  choose: 'chose chosen choosing',
  come: 'came coming',
  crisis: 'crises',
  cut: 'cutting',
  deal: 'dealt',
  draw: 'drew drawn',
  drive: 'drove driven driving',
  fall: 'fell fallen',
  fight: 'fought',
  find: 'found',
  foot: 'feet',
  freeze: 'froze frozen freezing',
  get: 'got gotten getting',
  give: 'gave given giving',
  go: 'went gone',
  grow: 'grew grown',
  hit: 'hitting',
  hold: 'held',
  keep: 'kept',
  lead: 'led',
  leave: 'left leaving',
  let: 'letting',
  lose: 'lost losing',
  make: 'made making',
  man: 'men',
  meet: 'met',
  pay: 'paid',
  put: 'putting',
  rise: 'rose risen rising',
  run: 'ran running',
  say: 'said',
  seek: 'sought',
  sell: 'sold',
  send: 'sent',
  set: 'setting',
  shake: 'shook shaken shaking',
  slide: 'slid sliding',
  speak: 'spoke spoken',
  spend: 'spent',
  stand: 'stood',
  steel: '',
  strike: 'struck striking',
  take: 'took taken taking',
  tell: 'told',
  think: 'thought',
  throw: 'threw thrown',
  win: 'won winning',
  withdraw: 'withdrew withdrawn',
  woman: 'women',
  write: 'wrote written writing',
}
const BASE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(IRREGULAR).flatMap(([base, forms]) =>
    forms
      .split(' ')
      .filter(Boolean)
      .map((form): [string, string] => [form, base]),
  ),
)

/** Words that only look like a form of another word. */
const WHOLE = new Set(
  'news series species means hundred need speed feed seed indeed exceed proceed succeed bleed breed weed deed greed sacred naked wicked bring king ring sing string spring thing nothing something anything everything during evening morning ceiling wing swing cling fling sting sling ping being wages gas bus plus virus status campus focus bonus census surplus analysis basis crisis thesis china yes this always perhaps texas las paris'.split(
    ' ',
  ),
)
/** Two syllables, the last one stressed: the consonant doubles. */
const DOUBLING = /(?:mit|fer|cur|pel|trol|bel|gret|quip|gin|set|get|occur|deter|rebut)$/
const VOWEL = /[aeiouy]/
const CVC = /^[^aeiou]*[aeiou][bdfgklmnprtvz]$/
const LATIN = /^[a-z]+$/

const cache = new Map<string, readonly string[]>()

/**
 * The finite list of forms that a word stands for: base, plural, -ed, -ing, with doubling, y→ie and a small table of
 * irregular ones. A form finds the same list as its base. Words under three letters and other scripts are themselves.
 * `word` is folded.
 */
export function formsOf(word: string): readonly string[] {
  const known = cache.get(word)
  if (known) return known
  const forms = LATIN.test(word) && word.length >= 3 ? formsOfBase(baseOf(word), word) : [word]
  cache.set(word, forms)
  return forms
}

function formsOfBase(base: string, word: string): readonly string[] {
  const irregular = (IRREGULAR[base] ?? '').split(' ').filter(Boolean)
  return [...new Set([base, plural(base), ...pasts(base), ...ings(base), ...irregular, word])]
}

/** The word that `word` is a form of, by its ending; itself where no ending is recognised. */
export function baseOf(word: string): string {
  if (WHOLE.has(word)) return word
  const irregular = BASE_OF.get(word)
  if (irregular) return irregular
  if (word in IRREGULAR) return word
  return withoutS(word) ?? withoutEnding(word, 'ing') ?? withoutEnding(word, 'ed') ?? word
}

function withoutS(word: string): string | undefined {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return undefined
  if (/ies$/.test(word)) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1)
  if (/(?:s|x|z|ch|sh)es$/.test(word) && !/(?:[aeiou]se|che|nse|rse|ize|aze|oze)s$/.test(word))
    return word.slice(0, -2)
  return word.slice(0, -1)
}

function withoutEnding(word: string, ending: 'ed' | 'ing'): string | undefined {
  if (!word.endsWith(ending)) return undefined
  const stem = word.slice(0, -ending.length)
  if (stem.length < 3 && !/^[aeiou]/.test(stem)) return undefined
  if (!VOWEL.test(stem)) return undefined
  if (ending === 'ed' && stem.endsWith('i')) return `${stem.slice(0, -1)}y`
  if (ending === 'ed' && stem.endsWith('e')) return `${stem}e`
  if (/([bdfgklmnprtvz])\1$/.test(stem) && !/(?:ll|zz|ff)$/.test(stem)) return stem.slice(0, -1)
  if (/[aeiou](?:ll)$/.test(stem) && stem.length > 5 && !/(?:install|fulfill|enroll)$/.test(stem))
    return stem.slice(0, -1)
  return needsE(stem) ? `${stem}e` : stem
}

/** Whether a stem has lost an e: approv-, impos-, negotiat-, hik-, declin-, secur-, schedul-, eas-. */
function needsE(stem: string): boolean {
  if (
    /(?:[^s]s|v|c|u|z|dg|rg|[^aeiou]l|[^aeou]at|[^aeiou]ut|[^aeiou][ui]r|[^aeiou]um|[^aeiou]in|[^aeiou]iz|[^aeiou]ok)$/.test(
      stem,
    )
  )
    return !/(?:gin|kin|zz|bias)$/.test(stem)
  return CVC.test(stem) && !/[wxy]$/.test(stem)
}

function plural(base: string): string {
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`
}

function pasts(base: string): readonly string[] {
  if (base.endsWith('e')) return [`${base}d`]
  if (/[^aeiou]y$/.test(base)) return [`${base.slice(0, -1)}ied`]
  return stems(base).map((stem) => `${stem}ed`)
}

function ings(base: string): readonly string[] {
  if (/[^aeiouy]e$|[^o]ue$/.test(base)) return [`${base.slice(0, -1)}ing`]
  if (/ie$/.test(base)) return [`${base.slice(0, -2)}ying`]
  return stems(base).map((stem) => `${stem}ing`)
}

/** With its last consonant doubled, without, or both ways (cancelled, canceled). */
function stems(base: string): readonly string[] {
  const doubled = base + base.at(-1)!
  if (/[^aeiou][aeiou]l$/.test(base) && base.length > 4) return [base, doubled]
  if (CVC.test(base) || DOUBLING.test(base)) return [doubled]
  return [base]
}
