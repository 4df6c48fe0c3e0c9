import { nearest } from '../../text/natural.ts'
import { warning, type Place, type RuleProblem } from '../problem.ts'
import type { RuleFile } from '../read/folder.ts'
import type { RuleSource, TopicSource } from '../source.ts'
import { sourcesOf } from './index.ts'
import { silenced } from './silence.ts'

/** What the feeds that there are can be named by; whoever knows them hands it in. */
export type KnownFeeds = {
  readonly ids: ReadonlySet<string>
  readonly tags: ReadonlySet<string>
  /** The languages that their files say, and that can be read off their articles. */
  readonly langs: ReadonlySet<string>
  /** Whether a feed's file leaves the language to what the feed itself says of it, which may be any. */
  readonly isOpen: boolean
}

/** Undefined where nobody knows which feeds there are: then nothing is said of any. */
export type FindFeeds = () => Promise<KnownFeeds | undefined>

/** Topics that wait for a feed, a tag or a language that does not exist. The feeds are looked up only where one is named. */
export async function checkFeeds(
  source: RuleSource,
  files: readonly RuleFile[],
  findFeeds: FindFeeds,
): Promise<readonly RuleProblem[]> {
  const topics = source.topics.filter(({ only }) => Object.values(only).flat().length > 0)
  const known = topics.length > 0 ? await findFeeds() : undefined
  if (!known) return []
  const problems = topics.flatMap((topic) => [
    ...topic.only.source.flatMap((id) => unknownSource(id, topic, files, known)),
    ...topic.only.tag.flatMap((tag) => unknownTag(tag, topic, files, known)),
    ...topic.only.lang.flatMap((lang) => unknownLang(lang, topic, files, known)),
  ])
  return silenced(problems, sourcesOf(files))
}

function unknownSource(
  id: string,
  topic: TopicSource,
  files: readonly RuleFile[],
  { ids }: KnownFeeds,
): readonly RuleProblem[] {
  if (ids.has(id)) return []
  const meant = nearest(id, ids)
  const cure = meant ? `did you mean ${meant}?` : '`trucewatch feeds list` names them all'
  const place = placeOfValue('source', id, topic, files)
  return [warning('unknown-source', place, `no feed is called "${id}": nothing comes of it`, cure)]
}

function unknownTag(
  tag: string,
  topic: TopicSource,
  files: readonly RuleFile[],
  { tags }: KnownFeeds,
): readonly RuleProblem[] {
  if (tags.has(tag)) return []
  const meant = nearest(tag, tags)
  const names = [...tags].toSorted().join(', ')
  const cure = meant ? `did you mean ${meant}?` : `the tags are ${names || 'none yet'}`
  const place = placeOfValue('tag', tag, topic, files)
  return [
    warning('unknown-tag', place, `no feed bears the tag "${tag}": nothing comes of it`, cure),
  ]
}

function unknownLang(
  lang: string,
  topic: TopicSource,
  files: readonly RuleFile[],
  { langs, isOpen }: KnownFeeds,
): readonly RuleProblem[] {
  if (langs.has(lang) || (isOpen && isLanguage(lang))) return []
  const meant = spokenIn(lang)
  const names = [...langs].toSorted().join(', ')
  const cure = langs.has(meant) ? `did you mean ${meant}?` : `the languages are ${names}`
  const place = placeOfValue('lang', lang, topic, files)
  return [warning('unknown-lang', place, `no feed is in "${lang}": nothing comes of it`, cure)]
}

/** The names of all languages take 7 MB: they are read where one is asked for, which is seldom. */
function isLanguage(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  return names.of(code) !== undefined
}

/** The language of a country: who writes cn or jp means zh or ja. */
function spokenIn(country: string): string {
  return new Intl.Locale(`und-${country}`).maximize().language
}

/** Where a value of `only` stands: behind its key, or in one of the rows below it. */
function placeOfValue(
  key: 'source' | 'tag' | 'lang',
  value: string,
  { file }: TopicSource,
  files: readonly RuleFile[],
): Place {
  const rows = files.find((each) => each.file === file)?.text.split(/\r?\n/) ?? []
  const only = rows.findIndex((row) => row.startsWith('only:'))
  let open = false
  for (const [index, row] of rows.entries()) {
    if (index < only) continue
    if (index > only && /^\w/.test(row)) break
    const text = row.replace(/(?:^|\s)#\s.*$/, '')
    const named = new RegExp(`\\b${key}\\s*:`).exec(text)
    open ||= named !== null
    const column = open ? wholeWord(text, value, named ? named.index + named[0].length : 0) : 0
    if (column > 0) return { file, line: index + 1, column, length: value.length, source: row }
  }
  return { file, line: only + 1, column: 1, length: 'only'.length, source: rows[only] ?? '' }
}

/** 1-based; 0 where it does not stand there. */
function wholeWord(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from)
  if (at < 0) return 0
  const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`
  return /[\w-]/.test(around) ? wholeWord(text, word, at + 1) : at + 1
}
