import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { SavedReport } from '../format/saved/saved-report.js'
import type { SourcePlace, TransitionSystem } from '../ir/system.js'
import { storyNames } from './gallery.js'
import { loadModel } from './load-model.js'
import { pathFromHere, placesWithin, runningUserCode } from './user-file.js'

/** The model that saved traces are about, with the parameters that they were found with. */
export interface FoundModel {
  /** As it is called from here: a story of the gallery, or a file. */
  readonly name: string
  readonly system: TransitionSystem
  readonly showPlace: (place: SourcePlace) => string
}

/**
 * Loads the model of a saved file: the one that is named, or else the one that the file speaks of. The file may come from anywhere, so
 * that of the paths in it only those below the working directory, or below the file's own, are followed.
 * @param named given by the user.
 * @throws UsageError and ModelError for a model that is named and cannot be loaded.
 */
export async function modelOfFile(
  saved: SavedReport,
  { named, savedIn }: { readonly named: string | undefined; readonly savedIn: string },
): Promise<FoundModel | undefined> {
  const name = named ?? recordedModel(saved, savedIn)
  if (name === undefined) return undefined
  const { file, definition } = await loadModel(name)
  if (named === undefined && definition.name !== saved.model) return undefined
  const system = await runningUserCode(file, () => definition.instantiate(saved.params))
  return {
    name: storyNames().includes(name) ? name : pathFromHere(file),
    system,
    showPlace: placesWithin(file),
  }
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
