import { Command } from 'commander'
import { renderProblems } from '../../rules/check/render.ts'
import { count } from '../../lib/count.ts'
import { cutTo } from '../../lib/width.ts'
import { loadRules } from '../../rules/files.ts'
import { reasonFor, runTests, type TestResult } from '../../rules/testing.ts'
import { painter } from '../terminal.ts'
import { paintFor } from './check.ts'
import type { RulesContext } from './context.ts'
import { noTopic } from './show.ts'

type Options = { readonly watch?: boolean; readonly json?: boolean }

/** `rules test`: the rules' own tests, a line each. */
export function testCommand(context: RulesContext): Command {
  return new Command('test')
    .description("the rules' own tests alone, a line each with the reason")
    .argument('[topic]', 'only this topic')
    .option('--watch', 'again at every change of a file, until Ctrl-C')
    .option('--json', 'print the tests as JSON, one line each time they run')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch rules test
  $ trucewatch rules test tariffs --watch`,
    )
    .action(async (topic: string | undefined, options: Options) => {
      const code = await testOnce(topic, options, context)
      if (options.watch) await watchTests(topic, options, context)
      context.exit(code)
    })
}

async function testOnce(
  topic: string | undefined,
  { json = false }: Options,
  context: RulesContext,
): Promise<number> {
  const loaded = await loadRules(context.rulesFolder, { now: context.now() })
  const { compiled, source } = loaded
  if (!compiled || !source) {
    const problems = loaded.problems.filter(({ level }) => level === 'error')
    if (json) context.out(`${JSON.stringify({ problems, tests: [] })}\n`)
    else context.out(`${renderProblems(problems, paintFor(context))}\n`)
    return 1
  }
  const ids = source.topics.map(({ id }) => id)
  if (topic !== undefined && !ids.includes(topic)) throw noTopic(topic, ids)
  const results = runTests(compiled, source, topic)
  const tests = results.map((result) => ({ result, reasons: reasonFor(compiled, result) }))
  if (json) context.out(`${JSON.stringify({ problems: [], tests: tests.map(asJson) })}\n`)
  else context.out(asText(tests, context))
  return results.every((result) => verdict(result).good) ? 0 : 1
}

type Told = { readonly result: TestResult; readonly reasons: readonly string[] }

function asJson({ result: { topic, test, match, passed }, reasons }: Told): object {
  const { title, lead, body, file, row, expect, todo } = test
  const severity = match?.severity
  return { topic: topic.id, file, row, title, lead, body, expect, todo, passed, severity, reasons }
}

function asText(tests: readonly Told[], context: RulesContext): string {
  const paint = painter(context)
  const lines = tests.flatMap(({ result, reasons }) => {
    const { mark, good } = verdict(result)
    const { topic, test } = result
    const text = cutTo(test.title || test.lead || test.body, 100)
    return [
      `${paint(good ? 'green' : 'red', mark)}  ${topic.id}:${test.row}  ${text}`,
      ...(good ? reasons.slice(0, 1) : reasons).map((why) => `         ${paint('gray', why)}`),
    ]
  })
  const failed = tests.filter(({ result }) => !verdict(result).good).length
  const total = `${count(tests.length, 'test')}, ${failed === 0 ? 'all good' : `${failed} failed`}`
  return `${[...lines, total].join('\n')}\n`
}

/** A `todo` is good while it fails, and worth a word when it passes. */
function verdict({ test, passed }: TestResult): { readonly mark: string; readonly good: boolean } {
  if (!test.todo) return { mark: passed ? 'ok    ' : 'FAILED', good: passed }
  return { mark: passed ? 'works!' : 'todo  ', good: true }
}

async function watchTests(
  topic: string | undefined,
  options: Options,
  context: RulesContext,
): Promise<void> {
  const { watchFolder } = await import('../../lib/watch.ts')
  const watch = await watchFolder(context.rulesFolder, 50, async () => {
    if (!options.json) context.out('\n')
    await testOnce(topic, options, context).catch((error: Error) =>
      context.err(`${error.message}\n`),
    )
    return undefined
  })
  await context.untilStopped()
  await watch.stop()
}
