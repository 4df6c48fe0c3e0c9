#!/usr/bin/env node
import { endWithReader } from './cli/process.ts'
import { runCli } from './cli/program.ts'

endWithReader(process.stdout)
process.exitCode = await runCli(process.argv.slice(2))
