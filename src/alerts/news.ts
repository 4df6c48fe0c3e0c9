import type { Alert, Decision } from '../domain/alert.ts'
import { loudest, type Severity } from '../domain/rule.ts'
import type { Fact, FactKind, Report } from '../domain/story.ts'

type NewsInput = {
  readonly decision: Pick<Decision, 'reason'>
  readonly newFacts: readonly Fact[]
  /** The reports of the story, this one among them. */
  readonly reports: readonly Report[]
  readonly report: Report
  readonly told: readonly Alert[]
  readonly severity: Severity
}

/** How many new facts a follow-up names; the article has the rest. */
const MOST = 3

/** What a follow-up brings, in words: `Rate 55% → 47%`, `Date November 10`. Empty for a first report. */
export function newsOf(input: NewsInput): readonly string[] {
  const { decision, newFacts, reports, report, told, severity } = input
  if (told.length === 0) return []
  const earlier = reports.filter(({ article }) => article !== report.article)
  const words = newFacts.slice(0, MOST).map((fact) => inWords(fact, earlier, report))
  if (decision.reason !== 'raised') return words
  return [`Severity ${loudest(told.map((alert) => alert.severity))} → ${severity}`, ...words]
}

function inWords(fact: Fact, earlier: readonly Report[], report: Report): string {
  if (fact.kind === 'official') return `Official text from ${report.publisher}`
  const before = soleBefore(fact.kind, earlier)
  const now = shown(fact)
  const changes = before && shown(before) !== now ? `${shown(before)} → ` : ''
  return `${LABELS[fact.kind]} ${changes}${now}`
}

/** That it is new is said before them, wherever they are shown. */
const LABELS: Readonly<Record<Exclude<FactKind, 'official'>, string>> = {
  percent: 'Rate',
  date: 'Date',
  amount: 'Amount',
  span: 'Term',
  action: 'Now',
}

function shown({ kind, value, text }: Fact): string {
  return kind === 'percent' ? `${value}%` : text.trim()
}

/** What it was before can be said only where the story knew one value of the kind. */
function soleBefore(kind: FactKind, earlier: readonly Report[]): Fact | undefined {
  const known = new Map(
    earlier
      .flatMap(({ facts }) => facts)
      .filter((fact) => fact.kind === kind)
      .map((fact) => [fact.value, fact]),
  )
  return known.size === 1 ? [...known.values()][0] : undefined
}
