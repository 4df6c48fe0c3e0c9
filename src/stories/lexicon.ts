import { stem } from '../text/natural.ts'

/**
 * Words that say the same in reports of trade, concept by concept: outlets differ in exactly these when they tell one
 * event. Each line is a concept and the words that stand for it; `_` joins words in a row.
 */
const CONCEPTS = `
approve: approve approves approved approval approving grant grants granted granting clear clears cleared greenlight greenlights greenlit back backs backed nod allow allows allowed allowing let lets permit permits permitted permitting issue issues issued endorse endorses endorsed
ban: ban bans banned banning block blocks blocked blocking bar bars barred prohibit prohibits prohibited halt halts halted
buy: buy buys buying bought purchase purchases purchased purchasing acquire acquires acquired acquiring acquisition
consider: consider considers considered considering mull mulls mulled mulling weigh weighs weighing eye eyes eyeing discuss discusses discussing
court: supreme_court justices scotus
curb: curb curbs curbed curbing restrict restricts restricted restricting restriction restrictions control controls controlled limit limits limited
cut: cut cuts cutting lower lowers lowered lowering reduce reduces reduced reducing slash slashes slashed slashing trim trims trimmed halve halves halved
deal: deal deals accord accords agreement agreements pact pacts treaty fta
deficit: deficit deficits gap gaps shortfall
delay: delay delays delayed delaying postpone postpones postponed defer defers deferred put_off puts_off hold_off holds_off
executive: executive executives exec execs boss bosses
extend: extend extends extended extending extension prolong prolongs prolonged push_back pushes_back pushed_back
fall: fall falls fell falling drop drops dropped slide slides slid sliding shrink shrinks shrank shrinking decline declines declined slump slumps slumped tumble tumbles tumbled plunge plunges plunged sink sinks sank
farmer: farmer farmers farm farms
fund: fund funds funding
good: good goods product products item items
impose: impose imposes imposed imposing slap slaps slapped slapping hit hits
licence: licence licences license licenses permits
low: low lowest smallest
meet: meet meets meeting met
number: million mln m bn billion bln
pay: pay pays paying payment payments
picture: picture pictures pic pics photo photos image
oil: oil crude
order: order orders proclamation decree
promise: promise promises promised promising pledge pledges pledged
protect: protect protects protected protecting shield shields shielded safeguard safeguards
protest: protest protests protesting protesters demonstrate demonstrates demonstration demonstrations
company: company companies firm firms
military: military army troops
prime_minister: prime_minister pm premier
raise: raise raises raised raising hike hikes hiked hiking increase increases increased double doubles doubled boost boosts boosted
rally: rise rises rose rising jump jumps jumped climb climbs climbed surge surges surged gain gains gained soar soars soared
resume: resume resumes resumed restart restarts restarted
retaliate: hit_back hits_back retaliate retaliates retaliated retaliation countermeasure countermeasures
ruling: ruling rulings rule rules ruled opinion opinions decision decisions
sell: sell sells sold selling sale sales
stop: stop stops stopping stopped
suspend: suspend suspends suspended suspending suspension freeze freezes froze frozen
takeover: invade invades invaded invading invasion takeover take_over takes_over annex annexes annexing annexe seize seizes seizing seizure
talk: talk talks negotiation negotiations dialogue negotiate negotiates negotiating
tariff: tariff tariffs duty duties levy levies
threat: threat threats threaten threatens threatened threatening
truce: truce truces pause pauses reprieve ceasefire
trump: trump white_house potus
turn_over: turn_over turns_over turning_over hand_over hands_over handing_over
year: year years
`

/** Countries and blocs with their people and the capitals that stand for them; and who acts under a name of its own. */
const ACTORS = `
@us: =US usa america american americans washington united_states
@china: china chinese beijing prc
@eu: eu european_union european europeans europe brussels
@japan: japan japanese tokyo
@southkorea: south_korea south_korean s_korea s_korean seoul korea korean
@northkorea: north_korea north_korean pyongyang
@france: france french paris
@germany: germany german germans berlin
@netherlands: netherlands dutch the_hague
@denmark: denmark danish danes copenhagen
@brazil: brazil brazilian brazilians brasilia
@india: india indian indians new_delhi delhi
@uk: uk britain british england london
@canada: canada canadian canadians ottawa
@mexico: mexico mexican mexicans
@mercosur: mercosur south_america south_american latin_america latin_american
@venezuela: venezuela venezuelan venezuelans caracas
@greenland: greenland greenlander greenlanders greenlandic nuuk
@russia: russia russian russians moscow kremlin
@ukraine: ukraine ukrainian ukrainians kyiv
@taiwan: taiwan taiwanese taipei
@italy: italy italian italians rome
@ireland: ireland irish dublin
@poland: poland polish warsaw
@spain: spain spanish madrid
@sweden: sweden swedish stockholm
@switzerland: switzerland swiss bern geneva
@argentina: argentina argentine argentinian
@vietnam: vietnam vietnamese hanoi
@thailand: thailand thai bangkok
@malaysia: malaysia malaysian
@indonesia: indonesia indonesian jakarta
@australia: australia australian australians canberra
@pakistan: pakistan pakistani islamabad
@turkey: turkey turkish ankara
@iran: iran iranian tehran
@israel: israel israeli
@belgium: belgium belgian
@greece: greece greek greeks athens
@hungary: hungary hungarian budapest
@norway: norway norwegian oslo
@uruguay: uruguay uruguayan
@paraguay: paraguay paraguayan
@southafrica: south_africa south_african pretoria
@saudi: saudi saudi_arabia riyadh
@singapore: singapore
@philippines: philippines philippine filipino manila
`

/** Concepts and stems that cannot be said of one thing at one time. */
export const OPPOSITES: readonly (readonly [string, string])[] = [
  ['approve', 'ban'],
  ['approve', 'suspend'],
  ['approve', 'reject'],
  ['cut', 'raise'],
  ['fall', 'rally'],
  ['lift', 'impose'],
  ['lift', 'extend'],
  ['suspend', 'impose'],
  ['suspend', 'expand'],
  ['suspend', 'resume'],
  ['eas', 'tighten'],
  ['impose', 'consider'],
  ['impose', 'threat'],
  ['暂停', '恢复'],
  ['暫停', '恢復'],
  ['暂停', '实施'],
  ['暫停', '實施'],
  ['暂停', '批准'],
  ['暫停', '批准'],
  ['取消', '加征'],
  ['取消', '加徵'],
  ['下调', '上调'],
  ['下調', '上調'],
  ['降低', '提高'],
  ['sign', 'threat'],
  ['sign', 'consider'],
  ['hold', 'reach'],
  ['talk', 'deal'],
]

/** What controls and tariffs are laid on, as stems: another material is another measure. */
export const MATERIALS: ReadonlySet<string> = new Set(
  `samarium dysprosium terbium gadolinium lutetium scandium yttrium holmium erbium thulium europium ytterbium neodymium
 praseodymium gallium germanium antimony graphite tungsten indium bismuth molybdenum tellurium lithium cobalt nickel
 copper steel aluminium aluminum lumber timber furniture chip semiconductor pharmaceutical soybean beef pork wine
 cognac magnet car auto truck`
    .split(/\s+/)
    .map(stem),
)

/** Words that say nothing of which event it is. */
const EMPTY = `a an the and or but nor of in on at to for from by with without as into onto over under after before
 amid against about between during through than then that this these those it its is are was were be been being am has
 have had do does did will would could should may might can must shall not no yes he she they we you i his her their our
 your who whom whose which what when where why how if so too very more most much many some any all both each other
 another own same such only just even also still yet now here there up down out off again further once new latest says
 say said saying tell tells told report reports reportedly according sources source exclusive breaking live update
 updates video watch analysis opinion explained explainer till until admin administration don doesn didn isn aren wasn ll re ve hasn haven
 january february march april may june july august september october november december`

export type Lexicon = {
  /** A folded word, or words joined by `_`, to its concept; actors begin with `@`. */
  readonly concepts: ReadonlyMap<string, string>
  /** First words of the entries of several words. */
  readonly openers: ReadonlySet<string>
  readonly empty: ReadonlySet<string>
  /** The concepts themselves. */
  readonly names: ReadonlySet<string>
}

export const LEXICON: Lexicon = readLexicon()

function readLexicon(): Lexicon {
  const concepts = new Map<string, string>()
  for (const line of `${CONCEPTS}${ACTORS}`.split('\n')) {
    const [concept, words] = line.split(': ')
    for (const word of words?.split(' ') ?? []) concepts.set(word, concept!)
  }
  const openers = [...concepts.keys()].flatMap((words) =>
    words.includes('_') ? words.split('_').slice(0, 1) : [],
  )
  return {
    concepts,
    openers: new Set(openers),
    empty: new Set(EMPTY.split(/\s+/)),
    names: new Set(concepts.values()),
  }
}
