import { describe, expect, it } from 'vitest'
import { storyNames } from '../../src/cli/gallery.js'
import { blocksOf, documents } from './document.js'
import { commandsOf, isAbridged, outputExpectedBy } from './shell.js'

const PAGE = 'docs/gallery.md'

/** The sections of the gallery's page by the story that they are headed with. */
function sections(): readonly { readonly story: string; readonly text: string }[] {
  const page = documents().find(({ path }) => path === PAGE)
  const [, ...parts] = (page?.text ?? '').split(/^### /m)
  return parts.map((part) => {
    const [story = '', ...rest] = part.split('\n')
    const [text = ''] = rest.join('\n').split(/^## /m)
    return { story, text }
  })
}

describe('the gallery', () => {
  it('has one section for each folder in models', () => {
    expect(
      sections()
        .map(({ story }) => story)
        .toSorted(),
    ).toEqual(storyNames())
  })

  it('is linked to from the README, story by story', () => {
    const readme = documents().find(({ path }) => path === 'README.md')
    const linked = [...(readme?.text ?? '').matchAll(/\]\(docs\/gallery\.md#([a-z0-9-]+)\)/g)]
    expect(linked.map(([, story]) => story).toSorted()).toEqual(storyNames())
  })

  it.each(sections())('links to the model $story, and shows a whole trace of it', ({ story, text }) => {
    expect(text).toContain(`](../models/${story}/model.ts)`)
    const blocks = blocksOf(PAGE, text)
    const shown = blocks.flatMap((block, at) => {
      const output = outputExpectedBy(block, blocks[at + 1])
      return output === undefined || isAbridged(output) ? [] : [{ commands: commandsOf(block), output }]
    })
    const traces = shown.filter(
      ({ commands, output }) =>
        commands.some(({ line }) => line.startsWith(`premortem check ${story} `)) &&
        /^How .* in \d+ steps?$/m.test(output.content),
    )
    expect(traces.length).toBeGreaterThan(0)
  })
})
