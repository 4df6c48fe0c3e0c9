const VERB_E =
  'adhere adore become bathe breathe cache clothe cohere compete complete concrete condone contravene convene create cringe delete deplete deplore elope excite expedite explore eye fringe guide hinge ignite ignore implore impinge incite infringe inhale interfere intervene invite loathe overcome owe awe persevere postpone recite recreate reunite restore revere route seethe singe soothe syringe telephone telescope tinge underscore unite welcome'
const VERB_NO_E =
  'ballot ban bang bargain begin bias boomerang canvas clang collar combat debut focus format gossip hang murmur origin organ petrol pilot pivot refocus riot ruin slogan stencil victim'

/** Stems whose verb is known: with the e, and without. */
const E = new Set(VERB_E.split(' ').map((verb) => verb.slice(0, -1)))
const NO_E = new Set(VERB_NO_E.split(' '))

/** What the end of a stem says about a lost e, the first that fits: approv-, impos-, negotiat-, declin-, settl-. */
const SIGNS: readonly (readonly [RegExp, boolean])[] = [
  [/(?:[szt]z|ss|th)$/, false],
  [/(?:[csuvz]|dg|[rl]g)$/, true],
  [/[aeu]ng$/, true],
  [/(?:ea|ee|oo|ai|oa|ou|oi|au|ie|ei|ui|eu)[bdfgklmnprt]$/, false],
  [/y[lnprt]$/, true],
  [/[aeiou](?:[gbk]|d|p|m|r|n|t|l)$/, true],
  [/[^aeioulrw]l$|[^aeiour]r$/, true],
]
/** Of two syllables and more, these end without an e: offer, develop, limit, abandon, signal, target. */
const PLAIN = /[aeiouy][^aeiouy]+(?:[aeo]l|e[nprt]|o[mnpr]|it)$|ion$|uel$/

/** Whether a stem (of -ed or -ing) has lost an e. */
export function hasLostE(stem: string): boolean {
  const plain = stem.replaceAll('qu', 'q')
  if (E.has(stem) || NO_E.has(stem)) return E.has(stem)
  if (PLAIN.test(plain)) return false
  return SIGNS.find(([ending]) => ending.test(plain))?.[1] ?? false
}

/** Doubles its last consonant though it has more than one syllable. */
const STRESSED =
  /(?:admit|allot|begin|bel|bug|commit|compel|concur|confer|control|debug|defer|deter|dispel|emit|enrol|equip|excel|expel|format|forget|fulfil|handicap|impel|incur|infer|kidnap|offset|occur|omit|outrun|patrol|permit|prefer|program|propel|rebel|rebut|recur|refer|regret|remit|repel|rerun|submit|transfer|transmit|unplug|upset|worship)$/
const ONE_SYLLABLE = /^[^aeiou]*[aeiou][bdfgklmnprtvz]$/
const SHORT_L = /[aeiouy].*[^aeiou][aeiou]l$/

/** Before -ed and -ing: with its last consonant doubled, without, or both ways (cancelled, canceled). */
export function stemsOf(base: string): readonly string[] {
  if (/^(?:frolic|mimic|panic|picnic|traffic)$/.test(base)) return [`${base}k`]
  const doubled = base + base.at(-1)!
  const plain = base.replaceAll('qu', 'q')
  if (ONE_SYLLABLE.test(plain) || STRESSED.test(base)) return [doubled]
  return SHORT_L.test(plain) ? [base, doubled] : [base]
}

/** Words in -us whose plural would otherwise be read as that of a word in -use. */
const US = new Set(
  'apparatus bonus bus campus caucus census chorus circus citrus consensus corpus focus hiatus minus nexus plus prospectus radius sinus status surplus terminus virus'.split(
    ' ',
  ),
)
const CHE = new Set('ache avalanche cache cliche creche headache niche psyche tranche'.split(' '))

/** The singular of a word in -es, where both readings are possible: taxes, cases, surpluses, breaches. */
export function withoutEs(word: string): string {
  const [stem, withE] = [word.slice(0, -2), word.slice(0, -1)]
  if (
    /(?:ss|x|sh|zz|tz)$/.test(stem) ||
    US.has(stem) ||
    /^(?:gas|bias|lens|atlas|canvas)$/.test(stem)
  )
    return stem
  if (stem.endsWith('ch')) return CHE.has(withE) ? withE : stem
  if (stem.endsWith('o')) return stem.length > 3 ? stem : withE
  return withE
}
