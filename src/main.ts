#!/usr/bin/env node
import { keepCompiled } from './lib/compiled.ts'

keepCompiled()
const { endWithReader } = await import('./cli/process.ts')
const { runCli } = await import('./cli/program.ts')
endWithReader(process.stdout)
endWithReader(process.stderr)
process.exitCode = await runCli(process.argv.slice(2))
