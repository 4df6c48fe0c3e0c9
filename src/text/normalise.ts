/** A text in one spelling of every character, and where each part of it stood in the original. */
export type Normalised = {
  readonly original: string
  /** NFKC, without invisible characters, with one kind of apostrophe, dash and space. */
  readonly text: string
  /** Original offset of each unit of `text`, and one more for the end; undefined where nothing moved. */
  readonly map: Int32Array | undefined
}

/** Soft hyphen, zero-width characters, word joiner, byte-order mark, bidi controls. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u
const APOSTROPHE = /[\u02bc\u2018\u2019\u201b\u2032\uff07`\u00b4]/u
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u
const SPACE = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u
const PLAIN = /^[\t\n\r -_a-~]*$/
/** A character with the marks that combine with it: what normalising may join. */
const CLUSTER = /[\s\S][\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f\p{Mn}]*/gu

/**
 * One spelling for term and text alike: NFKC, no soft hyphens or zero-width characters, every apostrophe `'`, every
 * dash `-`, every space a space. Offsets are kept, so that a hit can be quoted from the original.
 */
export function normalise(original: string): Normalised {
  if (PLAIN.test(original)) return { original, text: original, map: undefined }
  const offsets: number[] = []
  let text = ''
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const piece = onePiece(cluster)
    for (let unit = 0; unit < piece.length; unit++) offsets.push(index)
    text += piece
  }
  offsets.push(original.length)
  return { original, text, map: Int32Array.from(offsets) }
}

function onePiece(cluster: string): string {
  const code = cluster.charCodeAt(0)
  if (cluster.length === 1 && code < 0x80) return code === 0x60 ? "'" : cluster
  if (INVISIBLE.test(cluster)) return cluster.replace(new RegExp(INVISIBLE, 'gu'), '')
  if (APOSTROPHE.test(cluster)) return "'"
  if (DASH.test(cluster)) return '-'
  if (SPACE.test(cluster)) return ' '
  return cluster.normalize('NFKC')
}

/** Where the unit at `offset` of the normalised text stood. */
export function originalStart({ map }: Normalised, offset: number): number {
  return map ? map[offset]! : offset
}

/** The end, in the original, of what ends at `offset` in the normalised text: marks and all. */
export function originalEnd({ map, original }: Normalised, offset: number): number {
  if (!map || offset === 0) return offset
  const from = map[offset - 1]!
  for (let at = offset; at < map.length; at++)
    if (map[at]! > from) return trimInvisible(original, from, map[at]!)
  return original.length
}

/** Invisible characters between two tokens belong to neither. */
function trimInvisible(original: string, from: number, to: number): number {
  let end = to
  while (end > from + 1 && INVISIBLE.test(original[end - 1]!)) end--
  return end
}

/** The key under which words are compared: without marks, in small letters of no locale. `text` is normalised. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
}
