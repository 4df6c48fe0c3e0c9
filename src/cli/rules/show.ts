import { Command } from 'commander'
import { displayWidth, padTo } from '../../lib/width.ts'
import { showTopic, type ShownLine } from '../../rules/show.ts'
import { nearest } from '../../text/natural.ts'
import { UsageError } from '../exit.ts'
import { painter } from '../terminal.ts'
import type { RulesContext } from './context.ts'
import { goodRules } from './load.ts'

/** `rules show`: every line of a topic with the exact forms that it stands for. */
export function showCommand(context: RulesContext): Command {
  return new Command('show')
    .description('every line of a topic with the exact forms that it stands for')
    .argument('<topic>', "the topic's id: the name of its file")
    .option('--json', 'print the lines as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch rules show rare-earths
  $ trucewatch rules show tariffs --json`,
    )
    .action(async (id: string, options: { readonly json?: boolean }) => {
      const { source } = await goodRules(context)
      const topic = source.topics.find((each) => each.id === id)
      if (!topic)
        throw noTopic(
          id,
          source.topics.map((each) => each.id),
        )
      const lines = showTopic(topic, source)
      const paint = painter(context)
      const head = `${paint('bold', topic.id)}  ${topic.severity}  ${topic.title}  ${paint('gray', topic.file)}`
      context.out(
        options.json
          ? `${JSON.stringify({ id, title: topic.title, lines }, undefined, 2)}\n`
          : `${[head, ...blocks(lines, context)].join('\n')}\n`,
      )
      context.exit(0)
    })
}

/** The sentence for an id that no topic has. */
export function noTopic(id: string, known: readonly string[]): UsageError {
  const meant = nearest(id, known)
  const cure = meant ? `did you mean ${meant}?` : `there are ${known.join(', ')}.`
  return new UsageError(`There is no topic "${id}": ${cure}`)
}

function blocks(lines: readonly ShownLine[], context: RulesContext): readonly string[] {
  const paint = painter(context)
  return lines.flatMap(({ key, row, text, parts }, index) => {
    const head = lines[index - 1]?.key === key ? [] : [`${key}:`]
    const width = Math.min(30, Math.max(...parts.map(({ written }) => displayWidth(written))))
    const below = parts.flatMap(({ written, phrases }) =>
      phrases.map((forms, at) => {
        const name = padTo(at === 0 ? written : '', width)
        return `          ${paint('gray', name)}  ${forms.join(', ')}`
      }),
    )
    return [...head, `  ${String(row).padStart(4)}  ${paint('cyan', text)}`, ...below]
  })
}
