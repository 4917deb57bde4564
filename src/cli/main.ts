#!/usr/bin/env node
import { startAhead } from './start-ahead.js'

// Before anything else is even loaded: the solver takes longest to be ready.
const ahead = startAhead(process.argv.slice(2))
const { run } = await import('./run.js')
process.exit(await run(process.argv.slice(2), ahead))
