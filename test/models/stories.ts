import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isModel, type ModelDefinition } from 'premortem'

const MODELS = fileURLToPath(new URL('../../models', import.meta.url))

export interface Story {
  readonly story: string
  readonly definition: ModelDefinition
}

/** Every model of the gallery, by the name of its folder. */
export const stories: readonly Story[] = await Promise.all(
  readdirSync(MODELS).map(async (story) => {
    const { default: definition } = (await import(`${MODELS}/${story}/model.ts`)) as {
      readonly default: unknown
    }
    if (!isModel(definition)) throw new Error(`${story} has no model`)
    return { story, definition }
  }),
)
