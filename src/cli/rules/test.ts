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

type Options = { readonly watch?: boolean }

/** `rules test`: the rules' own tests, a line each. */
export function testCommand(context: RulesContext): Command {
  return new Command('test')
    .description("the rules' own tests alone, a line each with the reason")
    .argument('[topic]', 'only this topic')
    .option('--watch', 'again at every change of a file, until Ctrl-C')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch rules test
  $ trucewatch rules test tariffs --watch`,
    )
    .action(async (topic: string | undefined, options: Options) => {
      const code = await testOnce(topic, context)
      if (options.watch) await watchTests(topic, context)
      context.exit(code)
    })
}

async function testOnce(topic: string | undefined, context: RulesContext): Promise<number> {
  const { compiled, source, problems } = await loadRules(context.rulesFolder, {
    now: context.now(),
  })
  if (!compiled || !source) {
    const errors = problems.filter(({ level }) => level === 'error')
    context.out(`${renderProblems(errors, paintFor(context))}\n`)
    return 1
  }
  const ids = source.topics.map(({ id }) => id)
  if (topic !== undefined && !ids.includes(topic)) throw noTopic(topic, ids)
  const results = runTests(compiled, source, topic)
  const paint = painter(context)
  for (const result of results) {
    const { mark, good } = verdict(result)
    const { test } = result
    const text = cutTo(test.title || test.lead || test.body, 100)
    context.out(`${paint(good ? 'green' : 'red', mark)}  ${result.topic.id}:${test.row}  ${text}\n`)
    const reasons = reasonFor(compiled, result)
    for (const reason of good ? reasons.slice(0, 1) : reasons)
      context.out(`         ${paint('gray', reason)}\n`)
  }
  const failed = results.filter((result) => !verdict(result).good).length
  context.out(
    `${count(results.length, 'test')}, ${failed === 0 ? 'all good' : `${failed} failed`}\n`,
  )
  return failed === 0 ? 0 : 1
}

/** A `todo` is good while it fails, and worth a word when it passes. */
function verdict({ test, passed }: TestResult): { readonly mark: string; readonly good: boolean } {
  if (!test.todo) return { mark: passed ? 'ok    ' : 'FAILED', good: passed }
  return { mark: passed ? 'works!' : 'todo  ', good: true }
}

async function watchTests(topic: string | undefined, context: RulesContext): Promise<void> {
  const { watchFolder } = await import('../../lib/watch.ts')
  const watch = await watchFolder(context.rulesFolder, 50, async () => {
    context.out('\n')
    await testOnce(topic, context).catch((error: Error) => context.err(`${error.message}\n`))
    return undefined
  })
  await context.untilStopped()
  await watch.stop()
}
