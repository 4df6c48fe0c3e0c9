import type { Report } from '../domain/story.ts'
import { tokenise } from '../text/tokens.ts'
import { shinglesOf } from './shingles.ts'
import { termsIn } from './terms.ts'
import { headlineFacts, type HeadlineFacts } from './headline.ts'

/** A report as grouping compares it. */
export type Sketch = {
  readonly report: Report
  /** The concepts of the title, in order, each once. */
  readonly title: readonly string[]
  readonly titleSet: ReadonlySet<string>
  /** Those of the lead that the title does not have. */
  readonly lead: ReadonlySet<string>
  readonly shingles: ReadonlySet<number>
  readonly facts: HeadlineFacts
}

/** How much of the lead is looked at, UTF-16 units: what comes after it is background. */
const LEAD = 300

export function sketchOf(report: Report): Sketch {
  const headline = withoutPublisher(report.title)
  const tokens = tokenise(headline)
  const title = [...new Set(termsIn(tokens))]
  const titleSet = new Set(title)
  const opening = tokenise(report.lead)
  const lead = new Set(termsIn(opening, LEAD).filter((term) => !titleSet.has(term)))
  return {
    report,
    title,
    titleSet,
    lead,
    shingles: shinglesOf(opening),
    facts: headlineFacts(headline, tokens, title),
  }
}

/** A title without the publisher's name that aggregators put behind it: "… - Reuters", "… | Daily". */
export function withoutPublisher(title: string): string {
  const found = /^(.*\S)\s+[-|–—]\s+([^-|–—]{2,40})$/.exec(title.trim())
  if (!found) return title.trim()
  const [, headline, name] = found
  const isName = name!.split(/\s+/).length <= 5 && headline!.split(/\s+/).length >= 4
  return isName ? headline! : title.trim()
}
