/** Elements of HTML that hold nothing and are never closed. */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b/i

/**
 * A document as far as its elements nest at most `most` deep; the rest is left out. A parser's work grows with the
 * square of the depth, and no honest document is deep. One pass.
 */
export function withinDepth(text: string, most: number): string {
  let depth = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text.charCodeAt(at + 1)
    if (next === 47) depth--
    else if (next === 33) at = endOfDeclaration(text, at)
    else if (isLetter(next) && !endsItself(text, at)) depth++
    if (depth > most) return text.slice(0, at)
    if (at < 0) break
  }
  return text
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)
}

function endsItself(text: string, at: number): boolean {
  const end = text.indexOf('>', at)
  return end < 0 || text.charCodeAt(end - 1) === 47 || VOID.test(text.slice(at + 1, at + 8))
}

/** The last unit of a comment or a section of plain text; -1 where neither ends. */
function endOfDeclaration(text: string, at: number): number {
  if (text.startsWith('<![CDATA[', at)) return text.indexOf(']]>', at)
  return text.startsWith('<!--', at) ? text.indexOf('-->', at) : at
}
