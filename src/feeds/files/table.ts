import type { z } from 'zod'
import { feedSchema } from './schema.ts'

export type KeyRow = {
  /** `url`, `list.item`. */
  readonly key: string
  readonly required: boolean
  readonly about: string
}

/** Every key of a feed with what it means, in the order in which a feed is written; the keys of list and json after theirs. */
export function keyRows(): readonly KeyRow[] {
  return rowsOf(feedSchema.shape, '')
}

type Shape = Readonly<Record<string, z.core.$ZodType>>

function rowsOf(shape: Shape, prefix: string): readonly KeyRow[] {
  return Object.entries(shape).flatMap(([name, schema]) => {
    const field = schema as z.ZodType
    const required = !field.safeParse(undefined).success
    const row = { key: prefix + name, required, about: field.description ?? '' }
    const inner = shapeInside(field)
    return inner ? [row, ...rowsOf(inner, `${prefix}${name}.`)] : [row]
  })
}

function shapeInside(field: z.ZodType): Shape | undefined {
  const inner = 'unwrap' in field ? (field as z.ZodOptional<z.ZodType>).unwrap() : field
  return 'shape' in inner ? (inner as z.ZodObject).shape : undefined
}

/** The table of docs/feeds.md, in Markdown. */
export function keyTable(): string {
  const rows = keyRows().map(
    ({ key, required, about }) => `| \`${key}\` | ${required ? 'yes' : ''} | ${about} |`,
  )
  return ['| key | required | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
