import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

export type Source = {
  /** With slashes, from the project's root. */
  readonly file: string
  readonly text: string
  /** Files of the project that it imports, types too, and calls to import(). */
  readonly imports: readonly string[]
  /** Packages and Node's own modules. */
  readonly packages: readonly string[]
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*?(?:\n[^'"\n;]*?)*?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|import\(\s*'([^']+)'\s*\)/g

/** Every TypeScript file below a folder. */
export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .toSorted()
    .map((file) => read(file))
}

function read(file: string): Source {
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(IMPORT)].map(([, one, two, three]) => one ?? two ?? three ?? '')
  const own = named.filter((name) => name.startsWith('.'))
  return {
    file,
    text,
    imports: own.map((name) => normalize(join(dirname(file), name)).replaceAll('\\', '/')),
    packages: named.filter((name) => !name.startsWith('.')),
  }
}
