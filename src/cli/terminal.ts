import { asLine, overLine, styled } from '../lib/screen.ts'
import { displayWidth, padTo } from '../lib/width.ts'

/**
 * Where a command writes: `out` is for results, `err` for everything else. Of controls only those reach a terminal that
 * `painter` and `progress` make; see `forScreen`.
 */
export type TerminalOutput = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person looks at `out`. */
  readonly isTerminal: boolean
  /** Whether it is to be coloured, where the caller knows better than `painter`. */
  readonly colour?: boolean
}

export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'gray' | 'bold'

/** Colours a text only for a person's eyes: on a terminal, without NO_COLOR (https://no-color.org). */
export function painter(
  { isTerminal, colour: wanted }: Pick<TerminalOutput, 'isTerminal' | 'colour'>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): (colour: Colour, text: string) => string {
  const able = isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb'
  const on = wanted ?? able
  return (colour, text) => (on ? styled(colour, text) : text)
}

export type Column = { readonly title: string; readonly align?: 'left' | 'right' }

/** Aligned columns with a head line; a cell is one line, whatever it holds. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(asLine))
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...lines.map((row) => displayWidth(row[index] ?? ''))),
  )
  return [columns.map(({ title }) => title), ...lines]
    .map((row) => row.map((cell, index) => aligned(cell, widths[index]!, columns[index]!)))
    .map((row) => row.join('  ').trimEnd())
    .join('\n')
}

function aligned(cell: string, width: number, { align }: Column): string {
  if (align === 'right') return ' '.repeat(Math.max(0, width - displayWidth(cell))) + cell
  return padTo(cell, width)
}

/** A line on standard error that says how far long work is; silent where nobody looks. */
export type Progress = {
  readonly step: (done: number, total?: number) => void
  readonly end: () => void
}

/** Writes at most every 100 ms, and nothing in the first half second. */
export function progress(
  { err, isTerminal }: Pick<TerminalOutput, 'err' | 'isTerminal'>,
  label: string,
  now: () => number = () => performance.now(),
): Progress {
  const began = now()
  let last = began + 400
  let shown = false
  return {
    step(done, total) {
      if (!isTerminal || now() - last < 100) return
      last = now()
      shown = true
      const share = total ? ` of ${total.toLocaleString('en')}` : ''
      err(overLine(`${label} ${done.toLocaleString('en')}${share}`))
    },
    end() {
      if (shown) err(overLine(''))
    },
  }
}
