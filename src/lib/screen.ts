import { randomInt } from 'node:crypto'
import { styleText } from 'node:util'

/**
 * What the program itself puts on a terminal, and what came from outside, part here: a text of a feed, a file or a
 * server may hold any control sequence, and none of those is written. The program's own stand behind this mark, which
 * is made anew for each process, so that nobody can write it; it is an SGR sequence (ECMA-48, 8.3.117), since what
 * counts columns counts none for those.
 */
const MARK = `\u001b[${randomInt(2 ** 40, 2 ** 47)}m`

/** A control sequence of the program's own: a colour, or what a line of progress needs. */
function own(sequence: string): string {
  return MARK + sequence
}

/** Goes back to the beginning of the line, and wipes what is behind `text`. */
export function overLine(text: string): string {
  return `${own('\r')}${text}${own('\u001b[K')}`
}

/** Styles a text; whether there is colour is decided by whoever calls, not by this process's stdout. */
export function styled(format: Parameters<typeof styleText>[0], text: string): string {
  const [before = '', after = ''] = styleText(format, '\n', { validateStream: false }).split('\n')
  return ownSequences(before) + text + ownSequences(after)
}

function ownSequences(codes: string): string {
  return codes.replaceAll('\u001b', own('\u001b'))
}

const OWN = new RegExp(`(?:${MARK.replace('[', String.raw`\[`)})(\r|\u001b\\[[\\d;]*[mK])`)

/** Controls (Cc), the end of a line alone excepted, and what turns the direction of writing (https://trojansource.codes). */
const CONTROLS = /[[\p{Cc}\u202a-\u202e\u2066-\u2069]--[\n]]/gv
const SPACES = /\r\n|[\t\v\f\r\u0085]/g

/** A text of any source without controls but the ends of its lines; the program's own colours stay, still marked. */
export function withoutControls(text: string): string {
  return eachPart(text, plainPart, own)
}

/** The same as one line, for what stands in a row. */
export function asLine(text: string): string {
  return withoutControls(text.replace(/\r?\n|\r|[\u2028\u2029]/g, ' '))
}

/**
 * What is written where a person may look. In JSON and XML, which are for programs, controls are written as those
 * languages escape them, so that no value changes.
 */
export function forScreen(text: string): string {
  const [first] = /\S/.exec(text) ?? []
  if (first === '{' || first === '[') return eachPart(text, jsonPart, same)
  if (first === '<') return eachPart(text, xmlPart, same)
  return eachPart(text, plainPart, same)
}

function same(sequence: string): string {
  return sequence
}

function plainPart(part: string): string {
  return part.replace(SPACES, (space) => (space === '\r\n' ? '\n' : ' ')).replace(CONTROLS, '')
}

function jsonPart(part: string): string {
  return part.replace(CONTROLS, (control) => `\\u${hexOf(control).padStart(4, '0')}`)
}

function xmlPart(part: string): string {
  return part.replace(CONTROLS, (control) => `&#x${hexOf(control)};`)
}

function hexOf(control: string): string {
  return control.charCodeAt(0).toString(16)
}

/** What lies between the program's own sequences by `clean`, those by `keep`. */
function eachPart(
  text: string,
  clean: (part: string) => string,
  keep: (sequence: string) => string,
): string {
  if (!text.includes(MARK)) return clean(text)
  return text
    .split(OWN)
    .map((part, at) => (at % 2 === 0 ? clean(part) : keep(part)))
    .join('')
}
