import type { LeftOut, Opml, Subscription } from '../../feeds/opml.ts'
import { cutTo } from '../../lib/width.ts'

const SHOWN = 3

/** What an import leaves out and why, a line each; empty where that is nothing. */
export function leftOutText(
  file: string,
  { leftOut, ending }: Opml,
  unwritable: readonly Subscription[],
): string {
  const lines = [
    ...Object.entries(WHY).flatMap(([why, words]) =>
      line(
        leftOut.filter((one) => one.why === why).map(({ name }) => name),
        words,
      ),
    ),
    ...line(
      unwritable.map(({ title }) => title),
      'too long for a feed file',
    ),
  ]
  const parts = lines.length > 0 ? [`Left out of ${file}:`, ...lines] : []
  if (ending === 'cut')
    parts.push(`${file} ends too early: </opml> is missing, and with it whatever stood below.`)
  if (ending === 'too-deep')
    parts.push(`${file} was read in part: from some place on, its folders nest without end.`)
  return parts.map((part) => `${part}\n`).join('')
}

const WHY: Readonly<Record<LeftOut['why'], string>> = {
  'no-address': 'without an address (xmlUrl)',
  'other-address': 'with an address that is not http or https',
  twice: 'named further up already',
}

function line(names: readonly string[], words: string): readonly string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, SHOWN).map((name) => (name ? cutTo(name, 40) : 'one without a name'))
  const more =
    names.length > SHOWN ? ` and ${(names.length - SHOWN).toLocaleString('en')} more` : ''
  return [`  ${names.length.toLocaleString('en')} ${words}: ${shown.join(', ')}${more}`]
}
