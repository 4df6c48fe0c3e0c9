import type { Topic } from '../../../domain/rule.ts'
import { fit, plain } from '../../plain.ts'
import { CHOICE_NAME_LIMIT, CHOICE_VALUE_LIMIT, CHOICES_LIMIT } from '../limits.ts'
import type { Bot, Choice, Option } from './command.ts'

export const TOPIC_OPTION: Option = {
  type: 3,
  name: 'topic',
  description: 'The topic, as the rule file calls it',
  required: true,
  autocomplete: true,
}

/** Topics whose id or title holds what was typed. */
export async function completeTopic(typed: string, { actions }: Bot): Promise<readonly Choice[]> {
  const wanted = typed.trim().toLowerCase()
  return actions
    .topics()
    .filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted))
    .filter(({ id }) => id.length <= CHOICE_VALUE_LIMIT)
    .slice(0, CHOICES_LIMIT)
    .map(({ id, title }) => ({ name: fit(plain(title) || id, CHOICE_NAME_LIMIT), value: id }))
}

/** By id, or by title as a person would type it. */
export function findTopic(name: string, { actions }: Bot): Topic | undefined {
  const wanted = name.trim().toLowerCase()
  return actions
    .topics()
    .find(
      ({ id, title }) =>
        id === name || id.toLowerCase() === wanted || title.toLowerCase() === wanted,
    )
}
