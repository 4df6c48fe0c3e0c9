/** A text as letters and digits alone, so that dashes, quotes, capitals and spaces make no difference. */
export function textKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

const ENOUGH_ALIKE = 0.4

/** Whether one headline may be an edited form of the other: they share many of their words (of Han, of character pairs). */
export function isEdited(one: string, other: string): boolean {
  if (textKey(one) === textKey(other)) return true
  const [a, b] = [unitsOf(one), unitsOf(other)]
  const shared = [...a].filter((unit) => b.has(unit)).length
  return shared / Math.max(1, Math.min(a.size, b.size)) >= ENOUGH_ALIKE && shared > 1
}

function unitsOf(text: string): ReadonlySet<string> {
  const units = new Set<string>()
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!/[\p{Script=Han}\p{Script=Kana}\p{Script=Hira}]/u.test(word)) units.add(word)
    else for (let at = 0; at < word.length - 1; at++) units.add(word.slice(at, at + 2))
  }
  return units
}

/** Whether two leads tell the same: equal, or one begins with the other (a longer or shorter cut). */
export function isSameLead(one: string, other: string): boolean {
  const [a, b] = [textKey(one), textKey(other)]
  return a === b || (a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a)))
}

/** A headline that says enough to stand for its article; "Notice" and "Morning briefing" do not. */
export function isTelling(title: string): boolean {
  const units = unitsOf(title)
  return units.size >= 4
}
