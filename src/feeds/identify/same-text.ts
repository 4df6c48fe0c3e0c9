/** A text as letters and digits alone, so that dashes, quotes, capitals and spaces make no difference. */
export function textKey(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase().replace(/[^a-z\d]+/g, '')
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Most texts of most feeds; what Unicode knows of other letters takes five times as long. */
const ASCII = /^[\0-\x7f]*$/

/** Whether two texts have one key; most differ within their first letters, and then no key is made. */
export function hasSameKey(one: string, other: string): boolean {
  let a = 0
  let b = 0
  for (;;) {
    while (isSameAscii(one.charCodeAt(a), other.charCodeAt(b))) {
      a++
      b++
    }
    while (isSkipped(one.charCodeAt(a))) a++
    while (isSkipped(other.charCodeAt(b))) b++
    const left = one.charCodeAt(a++)
    const right = other.charCodeAt(b++)
    if (left > 0x7f || right > 0x7f) return textKey(one) === textKey(other)
    if (Number.isNaN(left) || Number.isNaN(right)) return Number.isNaN(left) && Number.isNaN(right)
    if (smallLetter(left) !== smallLetter(right)) return false
  }
}

function isSameAscii(one: number, other: number): boolean {
  return one === other && one <= 0x7f
}

/** An ASCII character that is neither letter nor digit. */
function isSkipped(unit: number): boolean {
  // Behind the end it is NaN.
  if (!(unit <= 0x7f)) return false
  const isDigit = unit >= 48 && unit <= 57
  const small = smallLetter(unit)
  return !isDigit && !(small >= 97 && small <= 122)
}

function smallLetter(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit
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
