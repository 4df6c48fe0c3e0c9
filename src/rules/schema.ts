import { SHARED, TOPIC } from './read/keys.ts'

/** The first line of every rule file: editors with YAML support then complete keys and mark mistakes. */
export const SCHEMA_LINE = '# yaml-language-server: $schema=./schema.json'

/** The JSON Schema (draft 7, which editors read) of rule files, made from the table of keys that the reader uses. */
export function ruleSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A rule file of trucewatch',
    description:
      'Written by `trucewatch rules schema`. The language is explained in docs/rules.md.',
    anyOf: [{ $ref: '#/definitions/topic' }, { $ref: '#/definitions/shared' }],
    definitions: {
      topic: { title: 'A topic', ...TOPIC.schema },
      shared: { title: '_shared.yaml', ...SHARED.schema },
    },
  }
  return `${shortLists(JSON.stringify(schema, undefined, 2))}\n`
}

/** Lists of plain values on one line where they fit, as the formatter of this repository writes them. */
function shortLists(json: string): string {
  return json.replaceAll(/^(.*)\[\n([^[\]{}]*)\n\s*\](,?)$/gm, (whole, before, items, after) => {
    const line = `${before}[${items.trim().split(/\n\s*/).join(' ')}]${after}`
    return line.length <= 100 ? line : whole
  })
}
