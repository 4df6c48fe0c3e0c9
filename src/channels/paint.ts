import type { Severity } from '../domain/rule.ts'
import { styled } from '../lib/screen.ts'

type Style = (text: string) => string

/** Terminal styles by what they are for; each leaves the text as it is where there is no colour. */
export type Paint = {
  readonly bold: Style
  readonly dim: Style
  readonly link: Style
  readonly hit: Style
  severity(severity: Severity, text: string): string
}

const SEVERITY_STYLES = {
  low: 'gray',
  medium: 'yellow',
  high: 'red',
  critical: 'magenta',
} as const satisfies Record<Severity, string>

export function createPaint(colour: boolean): Paint {
  function style(format: Parameters<typeof styled>[0]): Style {
    return (text) => (colour ? styled(format, text) : text)
  }
  return {
    bold: style('bold'),
    dim: style('dim'),
    link: style(['cyan', 'underline']),
    hit: style(['bold', 'yellow']),
    severity: (severity, text) => style(SEVERITY_STYLES[severity])(text),
  }
}
