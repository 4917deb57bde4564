import { readParameters } from '../dsl/parameter.js'
import type { ModelDefinition } from '../dsl/model.js'
import type { SourcePlace, TransitionSystem } from '../ir/system.js'
import type { Subject } from '../report/check/subject.js'
import { propertiesOf, type ModelFlags } from './flags.js'
import { storyFile } from './gallery.js'
import { loadModel } from './load-model.js'
import { assignments } from './parameters.js'
import { selectProperties } from './select-properties.js'
import { pathFromHere, placesWithin, runningUserCode } from './user-file.js'

/** A model as a command asks for it. */
export interface RequestedModel {
  readonly definition: ModelDefinition
  /** With the parameters and only the properties that were asked for. */
  readonly system: TransitionSystem
  readonly subject: Subject
  readonly showPlace: (place: SourcePlace) => string
  /** The model's file as seen from here, where it is not a story of the gallery. */
  readonly file?: string
}

/**
 * @param options.isFresh the model as it is now, even if it was loaded before.
 * @throws UsageError and ModelError for whatever is wrong with the request.
 */
export async function requestedModel(
  named: string,
  flags: ModelFlags,
  { isFresh = false }: { readonly isFresh?: boolean } = {},
): Promise<RequestedModel> {
  const words = assignments(flags.param ?? [])
  const { file, definition } = await loadModel(named, { isFresh })
  const params = readParameters(definition.parameters, words)
  const system = await runningUserCode(file, () => definition.instantiate(words))
  return {
    definition,
    system: selectProperties(system, propertiesOf(flags)),
    subject: { model: definition.name, params },
    showPlace: placesWithin(file),
    ...(file === storyFile(definition.name) ? {} : { file: pathFromHere(file) }),
  }
}
