import { EXIT, type ExitCode } from '../report/verdict/exit-code.js'
import { galleryText } from './gallery-text.js'
import { storyFile, storyNames, summaryOf } from './gallery.js'
import { loadModel } from './load-model.js'
import type { Terminal } from './terminal.js'

export interface ListFlags {
  readonly verbose?: boolean
  readonly color: boolean
}

/** `premortem list`: the stories that come with the package. */
export async function runList({ verbose }: ListFlags, terminal: Terminal): Promise<ExitCode> {
  const stories = await Promise.all(
    storyNames().map(async (name) => {
      const { definition } = await loadModel(name)
      return { name, summary: summaryOf(storyFile(name)), parameters: definition.parameters }
    }),
  )
  const { width, palette } = terminal
  await terminal.print(galleryText(stories, { width, palette, full: verbose === true }))
  return EXIT.holds
}
