import type { EngineEvent } from '../engine/engine.js'
import { checkJson, closingJson, eventJson } from '../report/check-json.js'
import { checkText } from '../report/check-text.js'
import { exitCodeOfCheck, gravest, type ExitCode } from '../report/exit-code.js'
import { compareWithExpectation } from '../report/expectation.js'
import { createPalette } from '../report/palette.js'
import { DEFAULT_SOLVER, check } from '../run/check.js'
import { Worker } from '../run/worker.js'
import { destinations, writeReport, type Destination } from './destination.js'
import { depthOf, propertiesOf, type DepthFlags, type ModelFlags, type ReportFlags, type SolvingFlags } from './flags.js'
import { interruptible } from './interrupt.js'
import { startProgress } from './progress.js'
import { requestedModel, type RequestedModel } from './requested-model.js'
import { chosenEngine } from './select-engine.js'
import type { Terminal } from './terminal.js'
import { packageVersion } from './version.js'

export interface CheckFlags extends ModelFlags, ReportFlags, DepthFlags<number>, SolvingFlags {
  readonly asExpected?: boolean
}

const FORMATS = ['text', 'json', 'jsonl'] as const
type Format = (typeof FORMATS)[number]

/** `premortem check`: looks for violations up to a depth, and proves what it can meanwhile. */
export async function runCheck(named: string, flags: CheckFlags, terminal: Terminal): Promise<ExitCode> {
}
