import { readParameters, type ParameterValue } from '../dsl/parameter.js'
import type { ModelDefinition } from '../dsl/model.js'
import { checkText } from '../report/check/check-text.js'
import { createPalette } from '../report/line/palette.js'
import { check as checkSystem, type CheckOptions as SystemOptions, type CheckReport } from '../run/check.js'

/** What to look for in a model, and how. */
export interface CheckOptions extends Omit<SystemOptions, 'insist' | 'worker'> {
  /** Values of the model's parameters; defaults stand for what is left out. */
  readonly params?: Readonly<Record<string, ParameterValue>>
}

/** What was found, with a report for people. */
export interface CheckResult extends CheckReport {
  /** Nothing that must hold is violated, and nothing of it is left undecided. Goals may be reached or not. */
  readonly holds: boolean
  /** What the command of the same name would print, without colours: the verdicts, and the trace of the gravest violation. */
  readonly text: string
}

/** Columns of the report. */
const WIDTH = 100

/**
 * Looks for violations of a model's properties up to a depth, and proves what it can meanwhile, as `premortem check` does.
 * @throws ModelError when the model, its parameters or the names of properties are not right.
 * @throws SelfCheckError when an answer does not stand its check.
 * @throws RangeError for a depth, timeout, engine or second solver that cannot be.
 * @throws SolverError when the second solver does not start.
 */
export function check(model: ModelDefinition, options: CheckOptions = {}): Promise<CheckResult> {
  return run(model, options, { insist: false })
}

/** Goes on until each property is proved at every depth or violated, as `premortem prove` does; `holds` then means proved. Throws as `check`. */
export function prove(model: ModelDefinition, options: CheckOptions = {}): Promise<CheckResult> {
  return run(model, options, { insist: true })
}

async function run(
  model: ModelDefinition,
  { params = {}, ...options }: CheckOptions,
  { insist }: { readonly insist: boolean },
): Promise<CheckResult> {
  const system = model.instantiate(params)
  const report = await checkSystem(system, { ...options, insist })
  const subject = { model: model.name, params: readParameters(model.parameters, params) }
  const text = checkText(
    { subject, report },
    {
      width: WIDTH,
      palette: createPalette({ color: false }),
      detail: 'usual',
      stories: 'gravest',
      showPlace: ({ file, line }) => `${file.split(/[\\/]/).at(-1) ?? file}:${String(line)}`,
    },
  )
  const holds = report.results.every(
    ({ kind, verdict }) =>
      kind === 'reachable' || verdict.kind === 'proved' || (!insist && verdict.kind === 'holds'),
  )
  return { ...report, holds, text }
}
