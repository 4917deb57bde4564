import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { SavedReport } from '../format/saved/saved-report.js'
import { ModelError } from '../ir/model-error.js'
import type { SourcePlace, TransitionSystem } from '../ir/system.js'
import type { Absence } from '../report/saved/retelling.js'
import { storyNames } from './gallery.js'
import { loadModel } from './load-model.js'
import { UsageError } from './usage-error.js'
import { pathFromHere, placesWithin, runningUserCode } from './user-file.js'

/** The model that saved traces are about, with the parameters that they were found with. */
export interface FoundModel {
  readonly kind: 'found'
  /** As it is called from here: a story of the gallery, or a file. */
  readonly name: string
  readonly system: TransitionSystem
  readonly showPlace: (place: SourcePlace) => string
}

/**
 * Loads the model of a saved file: the one that is named, or else the one that the file speaks of. The file may come from anywhere, so
 * that of the paths in it only those below the working directory, or below the file's own, are followed. A model that only the file
 * speaks of, and that cannot be loaded, is as good as none.
 * @param named given by the user.
 * @throws UsageError and ModelError for a model that is named and cannot be loaded.
 */
export async function modelOfFile(
  saved: SavedReport,
  { named, savedIn }: { readonly named: string | undefined; readonly savedIn: string },
): Promise<FoundModel | Absence> {
  const name = named ?? recordedModel(saved, savedIn)
  if (name === undefined) return absent('no model is at hand')
  try {
    const { file, definition } = await loadModel(name)
    const path = pathFromHere(file)
    if (named === undefined && definition.name !== saved.model) return absent(`${path} is another model now`)
    const system = await runningUserCode(file, () => definition.instantiate(saved.params))
    return {
      kind: 'found',
      name: storyNames().includes(name) ? name : path,
      system,
      showPlace: placesWithin(file),
    }
  } catch (error) {
    if (named !== undefined || !(error instanceof UsageError || error instanceof ModelError)) throw error
    const path = pathFromHere(name)
    return absent(`${path} cannot be loaded (\`premortem check ${path}\` says why)`)
  }
}

function absent(because: string): Absence {
  return { kind: 'absent', because }
}

function recordedModel({ canReplay, file, model }: SavedReport, savedIn: string): string | undefined {
  if (!canReplay) return undefined
  if (file === undefined) return storyNames().includes(model) ? model : undefined
  const isElsewhere = isAbsolute(file) || file.split(/[\\/]/).includes('..')
  if (isElsewhere) return undefined
  const candidates = [join('.', file), join(dirname(savedIn), file)].map((path) =>
    isAbsolute(path) ? path : `./${path}`,
  )
  return candidates.find((path) => existsSync(path))
}
