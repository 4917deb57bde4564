import type { SweepRow } from '../../run/sweep.js'
import { exitCodeOfCheck, gravest, type ExitCode } from '../verdict/exit-code.js'
import type { ParamValue } from '../check/subject.js'

/** A finished sweep: its cases, the depths that were asked about, and the model. */
export interface SweepOutcome {
  readonly model: string
  /** How the model is named on the command line. */
  readonly named: string
  /** Counted in steps, upwards. */
  readonly depths: readonly number[]
  readonly rows: readonly SweepRow[]
}

/** What a whole sweep is worth: its gravest case. */
export function exitCodeOfSweep({ rows }: SweepOutcome): ExitCode {
  return gravest(rows.map((row) => exitCodeOfCheck(row)))
}

/** The parameters that have one value throughout, and the names of those that vary. */
export function sweptParams(rows: readonly Pick<SweepRow, 'params'>[]): {
  readonly fixed: Readonly<Record<string, ParamValue>>
  readonly varying: readonly string[]
} {
  const [first, ...others] = rows
  if (first === undefined) return { fixed: {}, varying: [] }
  const names = Object.keys(first.params)
  const varying = names.filter((name) => others.some(({ params }) => params[name] !== first.params[name]))
  const fixed = Object.entries(first.params).filter(([name]) => !varying.includes(name))
  return { fixed: Object.fromEntries(fixed), varying }
}
