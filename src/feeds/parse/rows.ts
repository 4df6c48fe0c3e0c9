import type { CheerioAPI } from 'cheerio/slim'

/** Elements of a page, as cheerio wraps them. */
export type Row = ReturnType<ReturnType<CheerioAPI['root']>['find']>

/** The elements of a selection, each wrapped by itself. */
export function oneByOne(rows: Row): readonly Row[] {
  return Array.from({ length: rows.length }, (_, at) => rows.eq(at))
}

/** A date within other words, as list pages print it. */
export const DATE_TEXT =
  /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?:[\sT]+\d{1,2}:\d{2}(?::\d{2})?)?|\p{Lu}\p{L}{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? \p{Lu}\p{L}{2,8}\.?,? \d{4}|\d{1,2}\/\d{1,2}\/\d{4}/u
