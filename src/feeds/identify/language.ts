const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Devanagari}/gu, 'hi'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
]

/** Short words that one of these languages uses all the time and the others hardly. */
const COMMON: readonly (readonly [RegExp, string])[] = [
  [/\b(?:the|and|of|to|for|with|on|as|by|is|are|from|says)\b/gi, 'en'],
  [/\b(?:der|die|das|und|mit|für|von|nicht|ist|auf|im|den|wird)\b/gi, 'de'],
  [/\b(?:le|les|des|du|est|et|une|dans|pour|sur|aux|avec)\b/gi, 'fr'],
  [/\b(?:el|los|las|del|y|una|por|para|con|que|su)\b/gi, 'es'],
  [/\b(?:os|do|da|dos|das|uma|não|com|em|ao|para)\b/gi, 'pt'],
  [/\b(?:il|gli|della|di|che|per|una|nel|sono|con)\b/gi, 'it'],
]

/** Every language that is read off a text. */
export const READ_OFF: readonly string[] = [...SCRIPTS, ...COMMON].map(([, language]) => language)

/** How many times a Latin letter a character of another script weighs: Han titles are full of HBM3 and ASML. */
const WEIGHT = 3
const ENOUGH = 2_000

/**
 * The language that an article is in, two letters: what its source says, unless the script contradicts it, else by its
 * script and, for Latin letters, by its commonest words. English where nothing tells.
 */
export function languageOf(text: string, said: string | undefined): string {
  const sample = text.slice(0, ENOUGH)
  const script = byScript(sample)
  if (!said) return script ?? byWords(sample)
  const isSame = script === undefined || script === said || (script === 'zh' && said === 'ja')
  return isSame ? said : script
}

function byScript(text: string): string | undefined {
  if (!/[\u0370-\u1fff\u3040-\uffdc]/.test(text)) return undefined
  const latin = count(text, /[a-z]/gi)
  for (const [pattern, language] of SCRIPTS) {
    const share = count(text, pattern) * (language === 'ja' ? 2 * WEIGHT : WEIGHT)
    if (share > latin && share > WEIGHT)
      return language === 'ja' && isMostlyHan(text) ? 'zh' : language
  }
  return undefined
}

/** A Chinese text that quotes a Japanese name is Chinese. */
function isMostlyHan(text: string): boolean {
  return (
    count(text, /\p{Script=Han}/gu) > 20 * count(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  )
}

function byWords(text: string): string {
  let best = { language: 'en', hits: 0 }
  for (const [pattern, language] of COMMON) {
    const hits = count(text, pattern)
    if (hits > best.hits) best = { language, hits }
  }
  return best.language
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
