import { readdir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { fileTrouble, NotText, readText } from '../../lib/text-file.ts'
import { nearest } from '../../text/natural.ts'
import { error, warning, wholeFile, type RuleProblem } from '../problem.ts'

/** A rule file's text; `name` is its name in the folder, `file` what people are shown. */
export type RuleFile = { readonly name: string; readonly file: string; readonly text: string }

export type Folder = { readonly files: readonly RuleFile[]; readonly problems: RuleProblem[] }

export const SHARED_FILE = '_shared.yaml'

const ID = /^[a-z0-9][a-z0-9-]{0,59}$/
/** The limit of the folder; that of a file is in lib/yaml.ts. */
const MOST_FILES = 2000
const MOST_BYTES = 1024 * 1024
/** So many files are read beside each other. */
const AT_ONCE = 16

/**
 * Reads every .yaml file of a folder, by name. Hidden files and files of other kinds are passed over; links that lead
 * outside the folder, strange names and what is no text are problems. `shownAs` replaces the folder's name in messages.
 */
export async function readFolder(folder: string, shownAs: string = shown(folder)): Promise<Folder> {
  const problems: RuleProblem[] = []
  const files: RuleFile[] = []
  const names = (await listNames(folder, shownAs, problems)).toSorted()
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names
      .slice(at, at + AT_ONCE)
      .map((name) => readFolderFile(folder, name, shownAs, names))
    for (const { file, problems: found } of await Promise.all(some)) {
      problems.push(...found)
      if (file) files.push(file)
    }
  }
  return { files, problems }
}

async function readFolderFile(
  folder: string,
  name: string,
  shownAs: string,
  names: readonly string[],
): Promise<{ readonly file: RuleFile | undefined; readonly problems: readonly RuleProblem[] }> {
  const file = join(shownAs, name)
  const wrong = nameProblem(name, file, names)
  if (wrong) return { file: undefined, problems: [wrong] }
  const problems: RuleProblem[] = []
  const text = await readRuleFile(folder, name, file, problems)
  return { file: text === undefined ? undefined : { name, file, text }, problems }
}

/** A folder as people know it: relative to where they stand if it is below. */
function shown(folder: string): string {
  const path = isAbsolute(folder) ? relative(process.cwd(), folder) : folder
  return path.startsWith('..') || isAbsolute(path) ? folder : path || '.'
}

async function listNames(
  folder: string,
  shownAs: string,
  problems: RuleProblem[],
): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: Error) => cause)
  if (entries instanceof Error) {
    const message =
      (entries as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such folder'
        : `the folder cannot be read: ${fileTrouble(entries)}`
    problems.push(error('no-folder', wholeFile(shownAs), message, 'name it with --rules FOLDER'))
    return []
  }
  const names = entries.filter((entry) => !entry.name.startsWith('.')).map(({ name }) => name)
  const ours = names.filter((name) => /\.ya?ml(?:\.txt)?$/i.test(name))
  if (ours.length === 0) {
    const cure = 'begin with `trucewatch rules new "Rare earths"`'
    problems.push(error('no-rules', wholeFile(shownAs), 'there is no rule file in it', cure))
  }
  if (ours.length > MOST_FILES)
    problems.push(
      error(
        'too-large',
        wholeFile(shownAs),
        `it has more than ${MOST_FILES} files`,
        'put what belongs together into one topic: a file may have many lines',
      ),
    )
  for (const entry of entries.filter((each) => each.isDirectory() && !each.name.startsWith('.')))
    await lookInside(join(folder, entry.name), join(shownAs, entry.name), problems)
  return ours.slice(0, MOST_FILES)
}

async function lookInside(path: string, shownAs: string, problems: RuleProblem[]): Promise<void> {
  const names = await readdir(path).catch((): string[] => [])
  const lost = names.find((name) => /\.ya?ml$/i.test(name))
  if (!lost) return
  const message = 'rule files in a folder inside the rules folder are not read'
  problems.push(warning('inner-folder', wholeFile(join(shownAs, lost)), message, 'move it up'))
}

function nameProblem(
  name: string,
  file: string,
  names: readonly string[],
): RuleProblem | undefined {
  if (name === SHARED_FILE) return undefined
  const stem = stemOf(name)
  const rightly = rightName(name)
  if (stem.startsWith('_')) {
    const plain = rightly
      ? `did you mean ${SHARED_FILE}?`
      : `rename it: ${SHARED_FILE} is the only one`
    const cure = (rightly && cureForTwins(name, rightly, names)) || plain
    return error('bad-file-name', wholeFile(file), 'no topic begins with _', cure)
  }
  if (rightly === name) return undefined
  return error(
    'bad-file-name',
    wholeFile(file),
    'the name of a rule file is small letters, digits and hyphens, and ends in .yaml',
    rightly
      ? (cureForTwins(name, rightly, names) ?? `rename it to ${rightly}`)
      : 'rename it to what it is about, such as rare-earths.yaml',
  )
}

function stemOf(name: string): string {
  return name.replace(/\.ya?ml(?:\.txt)?$/i, '')
}

/** What a file would be called; undefined where its name tells nothing of it. */
function rightName(name: string): string | undefined {
  const stem = stemOf(name)
  if (stem.startsWith('_')) return nearest(stem, ['_shared']) && SHARED_FILE
  if (ID.test(stem)) return `${stem}.yaml`
  const id = stem
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return id ? `${id}.yaml` : undefined
}

/** Renaming must not put one file in the place of another. */
function cureForTwins(name: string, rightly: string, names: readonly string[]): string | undefined {
  const twins = names.filter((other) => other !== name && rightName(other) === rightly)
  const twin = twins.find((other) => other === rightly) ?? twins[0]
  if (twin === undefined) return undefined
  return twin === rightly
    ? `${twin} is there as well: delete one of the two, or call this one something else`
    : `${twin} would be called ${rightly} as well: delete one of the two, or call this one something else`
}

async function readRuleFile(
  folder: string,
  name: string,
  file: string,
  problems: RuleProblem[],
): Promise<string | undefined> {
  const refuse = refusal(file, problems)
  try {
    const root = await realpath(folder)
    const path = await realpath(join(folder, name))
    if (!path.startsWith(root + sep))
      return refuse('outside', 'this is a link to a file outside the folder', 'copy the file here')
    const { size, ...kind } = await stat(path).then((s) => ({ size: s.size, isFile: s.isFile() }))
    if (!kind.isFile) return refuse('no-file', 'this is no file', 'remove it')
    if (size > MOST_BYTES)
      return refuse('too-large', `this has ${size} bytes; ${MOST_BYTES} are allowed`)
    return await readText(path)
  } catch (cause) {
    if (cause instanceof NotText)
      return refuse('not-utf8', 'this is not UTF-8 text', 'save it as UTF-8 in your editor')
    return refuse('unreadable', `this cannot be read: ${fileTrouble(cause)}`)
  }
}

type Refuse = (id: string, message: string, cure?: string) => undefined

function refusal(file: string, problems: RuleProblem[]): Refuse {
  return (id, message, cure) => {
    problems.push(error(id, wholeFile(file), message, cure))
    return undefined
  }
}
