import { SCHEMA_LINE } from './schema.ts'

/** The id that a title gives: `Soybeans & corn` is `soybeans-corn`. Empty where the title has no Latin letter. */
export function idFor(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
}

/** A topic's first file: legal as it stands, with a comment for each key that people reach for. */
export function scaffold(title: string): string {
  const term = title
    .trim()
    .replaceAll(/[^\p{L}\p{N} -]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const word = term === term.toUpperCase() ? term : term.toLowerCase()
  return `${SCHEMA_LINE}
topic: ${quoteIfNeeded(title.trim())}
# why: One sentence for readers of the alert.
# severity: medium                # low medium high critical
any:                              # fires when one of these lines hits
  - ${word}
  # - ${word} + China             # both words, anywhere in the article
  # - ${word} NEAR export         # both in one sentence
# ignore:                         # phrases that do not count
#   - ${word} festival
# raise:
#   high:                         # louder when one of these hits too
#     - title: ${word}
tests:                            # \`trucewatch rules test\` runs them
  match:
    - ${quoteIfNeeded(`Ministers discuss ${word}`)}
  no match:
    - A headline that must stay silent
`
}

function quoteIfNeeded(text: string): string {
  const plain = /^[\p{L}\p{N}][^#:]*$/u.test(text)
  return plain ? text : `'${text.replaceAll("'", "''")}'`
}
