/** Charsets that a document without a name may be in; each with what its language cannot do without. */
const CANDIDATES: readonly (readonly [charset: string, common: RegExp])[] = [
  ['gb18030', /[的一是了不在有中国和人为上大年这关美经贸部对]/g],
  ['big5', /[的一是了不在有中國和人為上大年這關美經貿部對]/g],
  ['euc-jp', /[\u3041-\u309f]|[\u30a1-\u30fc]/g],
  ['shift_jis', /[\u3041-\u309f]|[\u30a1-\u30fc]/g],
  ['euc-kr', /[이다의는에을가를고한로기사대자지도인]/g],
  ['windows-1251', /[оеаинтсрвл]/g],
  ['koi8-r', /[оеаинтсрвл]/g],
]
const SAMPLE = 100_000
/** At least this share of what is not ASCII has to be common in the language. */
const ENOUGH = 0.12

/**
 * The charset that bytes look like, for documents that name none: the one in which they are valid and hold what its
 * language is full of. Undefined where nothing is convincing.
 */
export function charsetOfContent(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE)
  if (!standsInRuns(sample)) return undefined
  let best: { readonly charset: string; readonly score: number } | undefined
  for (const [charset, common] of CANDIDATES) {
    const text = new TextDecoder(charset).decode(sample)
    const beyond = text.replace(/\p{ASCII}+/gu, '')
    const damaged = beyond.split('\ufffd').length - 1
    if (beyond.length < 4 || damaged * 50 > beyond.length) continue
    const score = (beyond.match(common)?.length ?? 0) / beyond.length
    if (score >= ENOUGH && score > (best?.score ?? 0)) best = { charset, score }
  }
  return best?.charset
}

/** Accents stand alone in words of ASCII letters; the letters of other scripts stand together. */
function standsInRuns(bytes: Uint8Array): boolean {
  let inRuns = 0
  let beyond = 0
  let run = 0
  for (const byte of bytes) {
    if (byte > 0x7f) {
      beyond++
      run++
      if (run === 4) inRuns += 4
      else if (run > 4) inRuns++
    } else run = 0
  }
  return inRuns * 2 > beyond
}

/** Whether bytes are a text in this charset of several bytes a character; one of single bytes cannot fail. */
export function isValidIn(bytes: Uint8Array, charset: string): boolean {
  if (!/^(?:gb|big5|shift|euc|iso-2022|ks_c|utf)/.test(charset)) return false
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes.subarray(0, SAMPLE), { stream: true })
    return true
  } catch {
    return false
  }
}
