import { z } from 'zod'
import { feedSchema, fileSchema } from './schema.ts'

/** The first line of every feed file: editors with YAML support then complete keys and mark mistakes. */
export const SCHEMA_LINE = '# yaml-language-server: $schema=./schema.json'

/** The JSON Schema (draft 7, which editors read) of feed files, made from the schema that reads them. */
export function feedFileSchema(): string {
  const written = fileSchema.extend({ feeds: z.array(feedSchema).describe('the feeds') })
  const schema = z.toJSONSchema(written, { target: 'draft-7', io: 'input', override: asEditorsSee })
  // `defaults` may give what a feed does not say itself; none of these three.
  const title = 'A feed file of trucewatch'
  const description =
    'Written by `trucewatch feeds schema`. The keys are explained in docs/feeds.md.'
  return `${JSON.stringify({ ...schema, title, description }, undefined, 2)}\n`
}

/** We read `true` as text; an editor knows it as a boolean. */
function asEditorsSee({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.enum?.join() !== 'true,false') return
  delete jsonSchema.enum
  jsonSchema.type = 'boolean'
}
