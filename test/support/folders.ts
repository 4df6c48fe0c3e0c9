import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder of its own; who makes it removes it. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'trucewatch-'))
}
