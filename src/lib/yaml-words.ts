export type YamlWords = { readonly message: string; readonly cure: string }

/** The yaml package speaks of YAML's grammar; the people who write our files have not read it. */
export function inPlainWords(message: string): YamlWords | undefined {
  const known = PLAIN_WORDS.find(([pattern]) => pattern.test(message))
  return known && { message: known[1], cure: known[2] }
}

/** The cure of nearly all of it. */
export const LOOK_AROUND = 'look at the spaces, the dash and the colon, here and in the line above'

export function small(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}

const PLAIN_WORDS: readonly (readonly [RegExp, string, string])[] = [
  [/^Nested mappings/, 'there is a second colon in this line', 'put the text into quotes'],
  [/^Flow /, 'a bracket above is opened and not closed', 'close it with ] or }'],
  [/^Missing closing/, 'a quotation mark is opened and never closed', 'close it on its own line'],
  [/^Implicit (?:map )?keys/, 'a key needs a colon and a space behind it', 'write key: value'],
  [/^Sequence item without/, 'an entry needs a dash', 'begin the line with a dash and a space'],
  [/^A block sequence may not/, 'these lines stand too far left', 'move them to the right'],
]
