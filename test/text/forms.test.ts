import { describe, expect, test } from 'vitest'
import { formsOf } from '../../src/text/forms/index.ts'

const VERBS =
  'approve limit cite edit unite invite visit permit commit halt delay export score store explore monitor ignore soar repair require enter interfere share declare bar measure offer signal rule schedule fail file seal cancel settle control plan gain join mine examine determine open threaten combine resume welcome aim escape hope help develop stop ship scrap face ban hike ask look trade add need load decide include extend avoid concede proceed exceed raise impose release discuss focus increase license reduce charge change hang challenge purchase use close pass tax agree deny tie target complete dispute promote quote pilot load occur refer transfer travel compile scale reveal dream resume probe manage arrange plunge belong infringe pledge merge announce value pursue realize collapse endorse handle double call install enroll compel owe show allow guarantee die hold take make run send build buy bring think retaliate expand suspend cease curb halt levy supply ratify veto embargo traffic withdraw question sanction postpone abandon'.split(
    ' ',
  )

describe('the forms of a word', () => {
  test.each([
    ['tariff', 'tariff tariffs tariffed tariffing'],
    ['talk', 'talk talks talked talking'],
    ['approve', 'approve approves approved approving'],
    ['duty', 'duty duties dutied dutying'],
    ['ban', 'ban bans banned banning'],
    ['cancel', 'cancel cancels canceled cancelled canceling cancelling'],
    ['agree', 'agree agrees agreed agreeing'],
    ['tie', 'tie ties tied tying'],
    ['embargo', 'embargo embargos embargoes embargoed embargoing'],
    ['hold', 'hold holds held holding holdings'],
    ['crisis', 'crisis crises'],
    ['spokesman', 'spokesman spokesmen'],
    ['goods', 'goods'],
    ['good', 'good'],
    ['news', 'news'],
    ['us', 'us'],
    ['稀', '稀'],
    ['тариф', 'тариф'],
    ['h20', 'h20'],
  ])('of %s', (word, forms) => {
    expect(formsOf(word).join(' ')).toBe(forms)
  })

  test('both spellings of a word are its forms', () => {
    expect(formsOf('licence')).toContain('licenses')
    expect(formsOf('license')).toEqual(formsOf('licence'))
  })

  test.each(VERBS)('every form of %s finds the same list', (verb) => {
    const forms = formsOf(verb)
    expect(forms[0] === verb || forms.includes(verb)).toBe(true)
    for (const form of forms) expect([form, formsOf(form)]).toEqual([form, forms])
  })

  test.each([
    ['import', 'important'],
    ['mineral', 'miner'],
    ['goods', 'good'],
    ['custom', 'customs'],
    ['new', 'news'],
    ['press', 'pres'],
  ])('%s is no form of %s, nor the other way', (one, other) => {
    expect(formsOf(one)).not.toContain(other)
    expect(formsOf(other)).not.toContain(one)
  })

  test.each(['beijing', 'texas', 'during', 'need', 'virus', 'crisis', 'exceed', 'spring', 'gas'])(
    '%s is its own base, though it ends like a form',
    (word) => {
      expect(formsOf(word)[0]).toBe(word)
    },
  )

  test('a word is always among its own forms', () => {
    for (const word of ['xyzzed', 'ing', 'eds', 'sss', 'being', 'seeing', 'axes', 'bases', 'lens'])
      expect(formsOf(word)).toContain(word)
  })
})
