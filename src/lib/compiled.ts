import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/** Beside the packages, where whoever installed the program may write, and nobody else may put code for it. */
const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/trucewatch')

/**
 * Keeps what Node has compiled for the next start, which is then faster and, since the compiler of TypeScript is not
 * loaded, needs some 20 MB less. To be called before the modules are imported; where the folder cannot be written nothing
 * is kept. https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  enableCompileCache(FOLDER)
}
