import { basename } from 'node:path'
import { Command } from 'commander'
import { count } from '../../lib/count.ts'
import { checkFeeds } from '../../rules/check/feeds.ts'
import { countProblems, renderProblems, type Paint } from '../../rules/check/render.ts'
import { checkStored, type StoredCheck } from '../../rules/check/stored.ts'
import { loadRules, type Loaded } from '../../rules/files.ts'
import { hasErrors, inOrder, type RuleProblem } from '../../rules/problem.ts'
import { nearest } from '../../text/natural.ts'
import { UsageError } from '../exit.ts'
import { painter, progress } from '../terminal.ts'
import type { RulesContext } from './context.ts'

/** `rules check`: reads, lints and tests the rules; exit code 1 where there is an error. */
export function checkCommand(context: RulesContext): Command {
  return new Command('check')
    .description('read and lint the rules and run their own tests; exit code 1 on errors')
    .argument('[files...]', 'show only what concerns these files')
    .option('--json', 'print the problems as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch rules check
  $ trucewatch rules check rules/tariffs.yaml
  $ trucewatch rules check --json`,
    )
    .action(async (files: readonly string[], options: { readonly json?: boolean }) => {
      const loaded = await loadRules(context.rulesFolder, { now: context.now() })
      const stored = await onStored(loaded, context)
      const feeds = loaded.source
        ? await checkFeeds(loaded.source, loaded.files, context.findFeeds)
        : []
      const all = inOrder([...loaded.problems, ...feeds, ...(stored?.problems ?? [])])
      const problems = files.length > 0 ? concerning(all, files, loaded) : all
      context.out(
        options.json ? asJson(problems, stored) : asText(problems, loaded, stored, context),
      )
      context.exit(hasErrors(problems) ? 1 : 0)
    })
}

function concerning(
  problems: readonly RuleProblem[],
  files: readonly string[],
  loaded: Loaded,
): readonly RuleProblem[] {
  const known = new Set([
    ...loaded.files.map(({ name }) => name),
    ...loaded.problems.map(({ file }) => basename(file)),
  ])
  const absent = files.find((file) => !known.has(basename(file)))
  if (absent !== undefined) {
    const meant = nearest(basename(absent), known)
    const cure = meant ? `did you mean ${meant}?` : `there are ${[...known].join(', ')}.`
    throw new UsageError(`There is no rule file ${absent}: ${cure}`)
  }
  const wanted = new Set(files.map((file) => basename(file)))
  return problems.filter(({ file }) => wanted.has(basename(file)))
}

type Verdicts = ReadonlyMap<string, { readonly told: number; readonly notRelevant: number }>
/** What the stored articles, and readers by their buttons, say of the rules. */
type Stored = StoredCheck & { readonly verdicts: Verdicts }

async function onStored(loaded: Loaded, context: RulesContext): Promise<Stored | undefined> {
  const { source, set, files } = loaded
  if (!set || !source) return undefined
  const store = await context.openStoreReadOnly()
  if (!store) return undefined
  const line = progress(context, 'stored articles')
  try {
    const stored = store.articlesSince(0, MOST_STORED)
    const check = await checkStored(source, files, stored, line.step)
    return { ...check, verdicts: await store.feedbackByTopic() }
  } finally {
    line.end()
    await store.close()
  }
}

/** More articles do not change what is said of a line. */
const MOST_STORED = 5000

function asJson(problems: readonly RuleProblem[], stored: Stored | undefined): string {
  const feedback = [...(stored?.verdicts ?? [])].map(([topic, verdict]) => ({ topic, ...verdict }))
  return `${JSON.stringify({ problems, vetoes: stored?.vetoes ?? [], feedback }, undefined, 2)}\n`
}

/** Precision by topic, as readers see it who press "Not relevant"; where none did, nobody has said anything. */
function readersSay(verdicts: Verdicts): readonly string[] {
  return [...verdicts]
    .filter(([, { told, notRelevant }]) => told > 0 && notRelevant > 0)
    .map(([topic, { told, notRelevant }]) => {
      const precision = Math.round((100 * (told - notRelevant)) / told)
      return `${topic}: readers found ${notRelevant} of ${count(told, 'alert')} not relevant (precision ${precision} %)`
    })
}

function asText(
  problems: readonly RuleProblem[],
  { files, source }: Loaded,
  stored: Stored | undefined,
  context: RulesContext,
): string {
  const tests = source?.topics.reduce((sum, topic) => sum + topic.tests.length, 0) ?? 0
  const total = [
    count(files.length, 'file'),
    count(source?.topics.length ?? 0, 'topic'),
    count(tests, 'test'),
  ].join(', ')
  const vetoes = (stored && stored.articles > 0 ? stored.vetoes : []).map(
    ({ file, row, line, killed }) =>
      `${file}:${row}  none: ${line} kept the topic silent on ${killed} of ${stored!.articles} stored articles`,
  )
  const blocks = [
    problems.length > 0 ? renderProblems(problems, paintFor(context)) : '',
    vetoes.join('\n'),
    readersSay(stored?.verdicts ?? new Map()).join('\n'),
    `${total}: ${countProblems(problems) || 'all good'}`,
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

export function paintFor(context: Pick<RulesContext, 'isTerminal' | 'colour'>): Paint {
  const paint = painter(context)
  return {
    strong: (text) => paint('bold', text),
    level: (text, level) => paint(level === 'error' ? 'red' : 'yellow', text),
    faint: (text) => paint('gray', text),
  }
}
