/** Verbs with their irregular past forms; the others are made. */
const VERBS = `arise arose arisen|bear bore borne|beat beaten|become became|begin began begun|
bend bent|bet|bid|bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|
broadcast|build built|burst|buy bought|cast|catch caught|choose chose chosen|cling clung|come came|cost|
creep crept|cut|deal dealt|dig dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown|
forbid forbade forbidden|forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|
freeze froze frozen|get got gotten|give gave given|grow grew grown|hang hung|
hear heard|hide hid hidden|hit|hold held|hurt|keep kept|know knew known|lay laid|lead led|leave left|
lend lent|let|lose lost|make made|mean meant|meet met|mistake mistook mistaken|offset|overcome overcame|
override overrode overridden|oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|
pay paid|put|quit|read|rebuild rebuilt|repay repaid|reset|ride rode ridden|ring rang rung|rise rose risen|
run ran|say said|see saw seen|seek sought|sell sold|send sent|set|shake shook shaken|shed|shoot shot|
shrink shrank shrunk|shut|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent|
spin spun|split|spread|stand stood|steal stole stolen|stick stuck|strike struck stricken|swear swore sworn|
sweep swept|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought|
throw threw thrown|undercut|undergo underwent undergone|understand understood|undertake undertook undertaken|
underwrite underwrote underwritten|undo undid undone|uphold upheld|upset|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|
withhold withheld|write wrote written`

/** Nouns with their irregular plurals, instead of the regular one. */
const NOUNS = `alumnus alumni|appendix appendices|child children|crisis crises|emphasis emphases|criterion criteria|foot feet|
goose geese|half halves|hypothesis hypotheses|index indices indexes|knife knives|matrix matrices|
memorandum memoranda memorandums|mouse mice|phenomenon phenomena|shelf shelves|stimulus stimuli|thesis theses|
thief thieves|tooth teeth|wolf wolves`

/** One word in two spellings. */
const SPELLINGS = `aluminium aluminum|centre center|defence defense|harbour harbor|labour labor|licence license|
offence offense|programme program|enrol enroll|fulfil fulfill`

/** Verbs whose -ing form is a noun of its own with a plural. */
const ING_NOUNS = `brief build cross deal draw earn file find finding fund gather hear hold land list meet offer open
paint proceed rate read record rule save screen set shoot sit stand test train understand warn`

/** They only look like a form of another word. */
const WHOLE = `always anything arms athens bahamas bed beijing besides bias boeing breed brussels canvas ceiling chaos
charles chongqing christmas cosmos creed customs dallas deed douglas during economics electronics embed
emirates ethics evening everything exceed feed gas goods greed headquarters heed herring honduras hundred indeed
infrared inning james jining kansas kindred kunming lens liaoning logistics mars mathematics moped
morning mohammed ahmed nanjing naked need news nothing offspring optics overseas perhaps philippines physics
politics proceed qing reed reuters robotics sacred saeed seed series siemens sibling something sometimes species
speed statistics sterling succeed texas thanks this thomas towards viking wales weed whereas wicked wyoming
xining yes`

/** They have no other form at all. */
const SOLO = `all and any are but can custom does few for from goes good had has have her him his how into its
more most nor not off our out she some than that the their them then there these they those too very was were
what when where which who whom whose why will with you your new`

function list(text: string): readonly string[] {
  return text.split(/\s+/)
}

function rows(text: string): readonly (readonly string[])[] {
  return text.split('|').map((row) => list(row.trim()))
}

function table(text: string): ReadonlyMap<string, readonly string[]> {
  return new Map(rows(text).map(([base = '', ...forms]) => [base, forms]))
}

function backwards(text: string): readonly (readonly [string, string])[] {
  return rows(text).flatMap(([base = '', ...forms]) => forms.map((form) => [form, base] as const))
}

export const PASTS = table(VERBS)
export const PLURALS = table(NOUNS)
export const ING_PLURALS: ReadonlySet<string> = new Set(list(ING_NOUNS))
export const WHOLES: ReadonlySet<string> = new Set(list(WHOLE))
/** Form → base, of everything that no ending gives away. */
export const BASES: ReadonlyMap<string, string> = new Map([
  ...backwards(VERBS),
  ...backwards(NOUNS),
])
export const TWINS: ReadonlyMap<string, string> = new Map(
  rows(SPELLINGS).flatMap(([british = '', american = '']) => [
    [british, american],
    [american, british],
  ]),
)

const solo = new Set([
  ...list(SOLO),
  ...list(WHOLE).filter((word) => word.endsWith('s') && !/^(?:bias|canvas|gas|lens)$/.test(word)),
])

/** Whether a word is never the plural or past of another one and has no such forms itself: goods, customs, Texas. */
export function isSolo(word: string): boolean {
  return solo.has(word)
}
