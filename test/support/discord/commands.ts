import { invalidForm, type Answer } from './answer.ts'
import { list, problemsOf } from './validate.ts'
import type { Json, World } from './world.ts'

/** The bot's registered commands. */
export type Commands = {
  all(): readonly Json[]
  /** https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands */
  replace(body: unknown): Answer
  /** How often they were overwritten. */
  registrations(): number
}

export function createCommands(world: World): Commands {
  let registered: readonly Json[] = []
  let count = 0
  return {
    all: () => registered,
    registrations: () => count,
    replace(body) {
      if (!Array.isArray(body)) return invalidForm(['body: must be a list'])
      const problems = body.flatMap((command) => problemsOf('command', command))
      if (problems.length > 0) return invalidForm(problems)
      count++
      registered = list(body).map((command) => ({
        ...command,
        id: world.snowflake(),
        application_id: world.bot.id,
        version: world.snowflake(),
        type: command['type'] ?? 1,
      }))
      return { status: 200, body: registered }
    },
  }
}
