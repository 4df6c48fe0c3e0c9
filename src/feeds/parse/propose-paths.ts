import type { JsonPaths } from '../../domain/feed.ts'
import { parseJson } from './json-text.ts'

/** What the parts of an entry are called in the answers of APIs. */
const NAMES: Readonly<Record<Exclude<keyof JsonPaths, 'items'>, RegExp>> = {
  title:
    /^(?:(?:doc|news|art(?:icle)?|page|info)_?)?(?:title|headline|subject|name|title\.rendered|biaoti)$/i,
  link: /^(?:(?:html|web|page|doc|docpub|news|art(?:icle)?|info|detail)_?)?(?:url|link|href|permalink)$/i,
  lead: /^(?:summary|summ|abstract|description|excerpt|excerpt\.rendered|lead|desc|intro)$/i,
  date: /(?:date|time|_at|published)/i,
  id: /^(?:(?:doc|news|art(?:icle)?|info)_?)?(?:id|guid|uuid|document_number)$/i,
}

/** What stands for a title where nothing is called one. */
const TEXT = /^(?:desc|text|content|label|topic)$/i

/** Paths into a JSON answer: the longest list of objects that have a title. Undefined where there is none. */
export function proposePaths(text: string): JsonPaths | undefined {
  const lists = listsIn(parseJson(text).value, '', 0).toSorted((a, b) => b.length - a.length)
  for (const { path, first } of lists) {
    const names = namesOf(first)
    const title =
      names.find((name) => NAMES.title.test(name)) ?? names.find((name) => TEXT.test(name))
    if (!title) continue
    const others = (['link', 'lead', 'date', 'id'] as const).flatMap((key) => {
      const name = names.find((each) => each !== title && NAMES[key].test(each))
      return name ? [[key, name] as const] : []
    })
    return { ...(path && { items: path }), title, ...Object.fromEntries(others) }
  }
  return undefined
}

type List = { readonly path: string; readonly length: number; readonly first: object }

function listsIn(value: unknown, path: string, depth: number): readonly List[] {
  if (typeof value !== 'object' || value === null || depth > 5) return []
  if (Array.isArray(value)) {
    const first: unknown = value[0]
    return typeof first === 'object' && first !== null
      ? [{ path, length: value.length, first }]
      : []
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    listsIn(inner, path ? `${path}.${key}` : key, depth + 1),
  )
}

/** The names of texts and numbers, and of those one level deeper. */
function namesOf(object: object): readonly string[] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name]
    return Object.keys(value).map((inner) => `${name}.${inner}`)
  })
}
