import type { Log } from '../../src/domain/ports.ts'

export type LogLine = { readonly level: string; readonly event: string; readonly data: object }

/** A log that remembers. */
export function recordingLog(): Log & { readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  function writer(level: string) {
    return (event: string, data: object = {}) => void lines.push({ level, event, data })
  }
  return {
    lines,
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  }
}
