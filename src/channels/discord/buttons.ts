import type { AlertCard } from '../../domain/alert.ts'
import { httpLink } from '../plain.ts'
import type { Button } from './body.ts'
import { BUTTON_URL_LIMIT, CUSTOM_ID_LIMIT } from './limits.ts'

export const BUTTON_VERBS = ['why', 'irrelevant', 'mute', 'unmute'] as const

export type ButtonVerb = (typeof BUTTON_VERBS)[number]

/** What a button says when it is pressed: all that is needed, so that it outlives the process. */
export type ButtonPress = {
  readonly verb: ButtonVerb
  /** The topic to mute or unmute; empty for the others. */
  readonly arg: string
  readonly story: string
}

/** `v1:verb:arg:story`; undefined where that is longer than Discord takes. */
export function buttonId({ verb, arg, story }: ButtonPress): string | undefined {
  const id = `v1:${verb}:${arg}:${story}`
  return id.length <= CUSTOM_ID_LIMIT && !arg.includes(':') ? id : undefined
}

/** Undefined for what is no button of ours or of another version. */
export function parseButtonId(id: string): ButtonPress | undefined {
  const found = /^v1:([a-z]+):([^:]*):(.*)$/su.exec(id)
  const verb = BUTTON_VERBS.find((known) => known === found?.[1])
  return verb && { verb, arg: found![2]!, story: found![3]! }
}

export function alertButtons({ story, topics, url }: AlertCard): Button[] {
  const topic = topics[0]?.id
  return [
    ...button('Why?', { verb: 'why', arg: '', story }),
    ...button('Not relevant', { verb: 'irrelevant', arg: '', story }),
    ...(topic ? button('Mute topic 24 h', { verb: 'mute', arg: topic, story }) : []),
    ...linkButton(url),
  ]
}

export function button(label: string, press: ButtonPress): Button[] {
  const id = buttonId(press)
  return id === undefined ? [] : [{ type: 2, style: 2, label, custom_id: id }]
}

export function linkButton(url: string | undefined): Button[] {
  const href = httpLink(url)?.href
  if (href === undefined || href.length > BUTTON_URL_LIMIT) return []
  return [{ type: 2, style: 5, label: 'Read ↗', url: href }]
}
