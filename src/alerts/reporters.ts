import type { Reporter } from '../domain/alert.ts'
import type { Report, SourceRank } from '../domain/story.ts'

const CLOSENESS: Readonly<Record<SourceRank, number>> = { primary: 0, wire: 1, rewrite: 2 }

/** Who else tells it: each publisher once, the authority itself before wires before the others, then by time. */
export function alsoReportedBy(
  reports: readonly Report[],
  shown: { readonly publisher: string; readonly url: string | undefined },
): readonly Reporter[] {
  const named = new Set([nameKey(shown.publisher)])
  const others: Reporter[] = []
  const inOrder = reports.toSorted((a, b) => CLOSENESS[a.rank] - CLOSENESS[b.rank] || a.at - b.at)
  for (const { publisher, url } of inOrder) {
    if (url !== undefined && url === shown.url) continue
    const key = nameKey(publisher)
    if (named.has(key)) continue
    named.add(key)
    others.push({ publisher, url })
  }
  return others
}

/** Names that differ only in capitals or spaces are one publisher. */
export function nameKey(publisher: string): string {
  return publisher.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}
