import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { Worker, type ResourceLimits } from 'node:worker_threads'

/** Beside the packages, where whoever installed the program may write, and nobody else may put code for it. */
const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/trucewatch')

/**
 * Keeps what Node has compiled for the next start, which then takes half the time. To be called before the modules are
 * imported; where the folder cannot be written nothing is kept.
 * https://nodejs.org/api/module.html#module-compile-cache
 */
export function keepCompiled(): void {
  enableCompileCache(FOLDER)
}

/** What a thread does first. In plain JavaScript, and with its modules compiled: Node's compiler of TypeScript takes 18 MB. */
const BEGIN = `
  const { folder, module } = require('node:worker_threads').workerData
  require('node:module').enableCompileCache(folder)
  import(module)
`

/** A thread that runs a module of ours. */
export function beginThread(module: URL, resourceLimits: ResourceLimits): Worker {
  const workerData = { folder: FOLDER, module: module.href }
  return new Worker(BEGIN, { eval: true, workerData, resourceLimits })
}
