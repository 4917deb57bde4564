import { readParameters } from '../dsl/parameter.js'
import type { SavedReport } from '../format/saved/saved-report.js'
import type { SourcePlace, TransitionSystem } from '../ir/system.js'
import type { Subject } from '../report/check/subject.js'
import type { ModelFlags } from './flags.js'
import { loadModel } from './load-model.js'
import { assignments } from './parameters.js'
import { UsageError } from './usage-error.js'
import { placesWithin, runningUserCode } from './user-file.js'

/** The model that is named, with the parameters of a saved report. */
export interface ClaimedModel {
  readonly system: TransitionSystem
  readonly subject: Subject
  readonly showPlace: (place: SourcePlace) => string
}

/**
 * Loads the model that the claims of a report are checked against.
 * @throws UsageError where the report is about another model, or about other parameters than those that are given.
 * @throws ModelError
 */
export async function claimedModel(
  saved: SavedReport,
  { named, savedIn, flags }: { readonly named: string; readonly savedIn: string; readonly flags: ModelFlags },
): Promise<ClaimedModel> {
  if (!saved.canReplay) {
    throw new UsageError(`${savedIn} is ${saved.origin}, which no model of ours is behind.`, '')
  }
  const words = assignments(flags.param ?? [])
  const { file, definition } = await loadModel(named)
  if (definition.name !== saved.model) {
    throw new UsageError(
      `${savedIn} is about the model \`${saved.model}\`, and ${named} is \`${definition.name}\`.`,
      'Give the model that it is about.',
    )
  }
  const params = readParameters(definition.parameters, saved.params)
  const given = readParameters(definition.parameters, { ...saved.params, ...words })
  const other = Object.keys(params).find((name) => params[name] !== given[name])
  if (other !== undefined) {
    throw new UsageError(
      `${savedIn} is about ${other}=${String(params[other])}, not ${other}=${String(given[other])}.`,
      'Leave --param out: the parameters are those of the file.',
    )
  }
  const system = await runningUserCode(file, () => definition.instantiate(params))
  return { system, subject: { model: definition.name, params }, showPlace: placesWithin(file) }
}
