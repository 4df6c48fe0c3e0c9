import type { Command } from './command.ts'
import { mute, mutes, unmute } from './mute.ts'
import { status } from './status.ts'
import { subscribe, unsubscribe } from './subscribe.ts'
import { why } from './why.ts'

/** Every slash command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  status,
  why,
  mute,
  unmute,
  mutes,
  subscribe,
  unsubscribe,
]
