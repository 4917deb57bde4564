import { exportSmtlib } from '../format/smt2.js'
import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { destinations } from './destination.js'
import { depthOf, type DepthFlags, type ModelFlags, type ReportFlags } from './flags.js'
import { requireWritable, writeFiles } from './report-file.js'
import { requestedModel } from './requested-model.js'
import type { Terminal } from './terminal.js'

export type ExportFlags = ModelFlags & ReportFlags & DepthFlags<number>

/** `premortem export`: the exact problem, for other solvers. */
export async function runExport(named: string, flags: ExportFlags, terminal: Terminal): Promise<ExitCode> {
  const goal = destinations(flags, ['smt2'])
  await requireWritable(goal)
  const depth = depthOf(flags) ?? DEFAULT_DEPTH
  const { system } = await requestedModel(named, flags)
  const script = exportSmtlib(system, depth)
  if (goal.files.length === 0) await terminal.print(script)
  await writeFiles(goal, () => script)
  return EXIT.holds
}
