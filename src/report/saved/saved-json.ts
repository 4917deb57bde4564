import { groundsJson } from '../../format/saved/grounds-json.js'
import { outlineJson } from '../../format/saved/outline.js'
import type { Claim } from '../../engine/verdict.js'
import type { Property, TransitionSystem } from '../../ir/system.js'
import { jsonText, resultJson, type Explained } from '../check/result-json.js'
import type { Subject } from '../check/subject.js'
import type { ShowPlace } from '../trace/trace-row.js'
import { isWhole } from './saved-explanation.js'
import { resultOf, type Retelling } from './retelling.js'

/** What a file claims, as a report that can be shown and verified again; without the scripts that were in it. */
export function savedJson(
  { model, params }: Subject,
  {
    system,
    retellings,
    others,
  }: {
    readonly system: TransitionSystem
    readonly retellings: readonly Retelling[]
    /** Claims without traces. */
    readonly others: readonly Claim[]
  },
  {
    version,
    showPlace,
    file,
  }: { readonly version: string; readonly showPlace: ShowPlace; readonly file?: string },
): string {
  return jsonText(
    {
      premortem: version,
      model,
      ...(file === undefined ? {} : { file }),
      params,
      results: [
        ...retellings.map((retelling) => {
          const property = propertyOf(system, retelling)
          return {
            ...resultJson(resultOf(retelling), showPlace, explainedBy(system, retelling)),
            checked: { replay: retelling.replayed.kind === 'confirmed' },
            ...(property === undefined
              ? {}
              : { grounds: groundsJson(system, property, retelling.trace, showPlace) }),
          }
        }),
        ...others.map((claim) => resultJson(claim, showPlace)),
      ],
      ...(retellings.length === 0 ? {} : { system: outlineJson(system, showPlace) }),
    },
    2,
  )
}

/** Without the model there is only what was saved, if that is whole. */
function explainedBy(system: TransitionSystem, { outcome, explanation }: Retelling): Explained | undefined {
  if (system.isOutline !== true) return { system }
  return explanation !== undefined && isWhole(outcome.explanation) ? { system, explanation } : undefined
}

export function propertyOf(system: TransitionSystem, { outcome }: Retelling): Property | undefined {
  return system.properties.find(({ name }) => name === outcome.name)
}
