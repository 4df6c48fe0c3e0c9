import { FIELDS, type Field } from '../../domain/article.ts'
import { nearest } from '../../text/natural.ts'

/** What the fields are called elsewhere. */
const OTHER_NAMES: ReadonlyMap<string, Field> = new Map([
  ...named('title', 'headline', 'head', 'heading', 'subject'),
  ...named('lead', 'lede', 'summary', 'description', 'teaser', 'abstract', 'intro', 'standfirst'),
  ...named('body', 'text', 'content', 'article', 'story'),
])

function named(field: Field, ...names: readonly string[]): readonly [string, Field][] {
  return names.map((name) => [name, field])
}

/** The field that somebody means who calls it something else. */
export function otherNameOf(name: string): Field | undefined {
  return OTHER_NAMES.get(name.toLowerCase().replace(/s$/, ''))
}

/** What to write for `name: rest`, where the name is that of no field; undefined where no field is meant. */
export function fieldCure(name: string, rest: string): string | undefined {
  const field = otherNameOf(name)
  if (field) return `the field is called ${field}: write - ${field}: ${rest}`.trimEnd()
  const meant = nearest(name, FIELDS)
  return meant && `did you mean ${meant}: ${rest}?`
}
