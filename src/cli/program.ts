import { Command } from 'commander'
import { settingsHelp } from '../settings.ts'
import { nearest } from '../text/natural.ts'
import { version } from '../version.ts'
import { alertsCommand } from './alerts.ts'
import type { CliContext } from './context.ts'
import { demoCommand } from './demo.ts'
import { evalCommand } from './eval.ts'
import { EXIT, explainFailure, UsageError } from './exit.ts'
import { feedsCommand } from './feeds/index.ts'
import { pollCommand } from './poll.ts'
import { createContext } from './process.ts'
import { replayCommand } from './replay.ts'
import { rulesCommand } from './rules/index.ts'
import { runCommand } from './run.ts'
import { sendTestCommand } from './send-test.ts'
import { statusCommand } from './status.ts'
import { storiesCommand } from './stories.ts'

/** Runs one command line and returns its exit code; never throws. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.good
  const program = new Command('trucewatch')
  const context = createContext(
    () => program.opts(),
    (result) => {
      code = result
    },
  )
  try {
    addCommands(program, context)
    refuseUnknown(program, argv)
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    const failure = explainFailure(error, context.secrets())
    if (failure.text) context.err(failure.text)
    return failure.code
  }
}

/** `run` is the default, and would take a mistyped command for a word too many; `help` passes over one. */
function refuseUnknown(program: Command, argv: readonly string[]): void {
  const words = wordsOf(argv)
  const word = words[0] === 'help' ? words[1] : words[0]
  if (word === undefined) return
  const names = program.commands.map((command) => command.name())
  if (names.includes(word) || word === 'help') return
  const meant = nearest(word, names)
  throw new UsageError(
    `There is no command "${word}".${meant ? ` Did you mean ${meant}?` : ''} See trucewatch --help.`,
  )
}

const FOLDERS = new Set(['--data', '--feeds', '--rules'])

/** What is no option of the program and no value of one. */
function wordsOf(argv: readonly string[]): readonly string[] {
  return argv.filter((each, at) => !each.startsWith('-') && !FOLDERS.has(argv[at - 1] ?? ''))
}

/** Puts the whole command line on `program`. */
export function addCommands(program: Command, context: CliContext): Command {
  program
    .description('Watches news feeds for developments in trade talks and tells each one once.')
    .version(version)
    .option('--data <folder>', 'where the database lies (default: DATA_DIR or data)')
    .option('--feeds <folder>', 'the folder of feed files (default: FEEDS_DIR or feeds)')
    .option('--rules <folder>', 'the folder of rule files (default: RULES_DIR or rules)')
    .showSuggestionAfterError()
    .showHelpAfterError('(--help says what it takes, with examples)')
    .configureOutput({ writeOut: context.out, writeErr: context.err })
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', `\n${settingsHelp()}\n${EXAMPLES}`)
    .exitOverride()
  for (const make of COMMANDS) program.addCommand(make(context), { isDefault: make === runCommand })
  inheritSettings(program)
  return program
}

const COMMANDS: readonly ((context: CliContext) => Command)[] = [
  runCommand,
  demoCommand,
  pollCommand,
  statusCommand,
  alertsCommand,
  rulesCommand,
  feedsCommand,
  evalCommand,
  replayCommand,
  storiesCommand,
  sendTestCommand,
]

const EXAMPLES = `
Examples:
  $ trucewatch                            start the bot
  $ trucewatch demo                       see it at work, without the internet and without Discord
  $ trucewatch rules try "China curbs samarium exports"
  $ trucewatch run --once                 poll every feed now, deliver, and end

Exit codes: 0 good, 1 findings or a failure, 2 wrong usage, 78 wrong settings.`

/** Subcommands behave as the program does: suggestions, help with the global options, no exit of their own. */
function inheritSettings(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent)
    inheritSettings(command)
  }
}
