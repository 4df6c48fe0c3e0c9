import { readFeedFile, showProblem } from '../../../src/feeds/files/index.ts'

/** Reads the text of a feed file. */
export function read(text: string) {
  return readFeedFile('feeds/press.yaml', text)
}

/** What is said to be wrong in it. */
export function complaints(text: string): readonly string[] {
  return read(text).problems.map(showProblem)
}

/** A file of one feed with these lines more. */
export function withLines(...lines: readonly string[]): string {
  return [
    'feeds:',
    '  - id: wire',
    '    title: Wire',
    '    url: https://wire.example/feed',
    ...lines.map((line) => `    ${line}`),
  ].join('\n')
}
