import { exportBtor2 } from '../format/btor2/write-btor2.js'
import { exportSmtlib } from '../format/smt2.js'
import { exportVmt } from '../format/vmt/write-vmt.js'
import type { TransitionSystem } from '../ir/system.js'
import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import { DEFAULT_DEPTH } from '../run/check.js'
import { destinations } from './destination.js'
import { depthOf, type DepthFlags, type ModelFlags, type ReportFlags } from './flags.js'
import { requireWritable, writeFiles } from './report-file.js'
import { requestedModel } from './requested-model.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'

export type ExportFlags = ModelFlags & ReportFlags & DepthFlags<number>

const EXPORTS: Readonly<
  Record<'smt2' | 'vmt' | 'btor2', (system: TransitionSystem, depth: number) => string>
> = {
  smt2: exportSmtlib,
  vmt: exportVmt,
  btor2: exportBtor2,
}

/** `premortem export`: the exact problem, for other solvers. */
export async function runExport(named: string, flags: ExportFlags, terminal: Terminal): Promise<ExitCode> {
  const goal = destinations(flags, ['smt2', 'vmt', 'btor2'])
  const toScreen = goal.files.length === 0
  const depth = depthOf(flags)
  const formats = [...new Set(toScreen ? [goal.screen] : goal.files.map(({ format }) => format))]
  if (depth !== undefined && !formats.includes('smt2')) {
    throw new UsageError(
      `A file in the format ${formats.join(' or ')} is the whole system, without a depth.`,
      'Leave --depth away, or ask for the search up to a depth with --format smt2.',
    )
  }
  await requireWritable(goal)
  const { system } = await requestedModel(named, flags)
  const texts = new Map(formats.map((format) => [format, EXPORTS[format](system, depth ?? DEFAULT_DEPTH)]))
  if (toScreen) await terminal.print(texts.get(goal.screen) ?? '')
  await writeFiles(goal, (format) => texts.get(format))
  return EXIT.holds
}
