import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { galleryText } from '../../src/cli/gallery-text.js'
import { summaryOf } from '../../src/cli/gallery.js'
import { count, variant } from '../../src/dsl/parameter.js'
import { createPalette } from '../../src/report/line/palette.js'

const folder = mkdtempSync(join(tmpdir(), 'premortem-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('the summary of a model file', () => {
  it.each([
    [
      'the title of its comment',
      '/**\n * # Spending money twice\n *\n * A service. And more.\n */\nimport x\n',
      'Spending money twice',
    ],
    [
      'its first sentence',
      '/**\n * Two writers\n * and a reader. And more.\n */\n',
      'Two writers and a reader.',
    ],
    [
      'the same after slashes',
      '// Two writers\n// and a reader. And more.\n\nconst x = 1 // no\n',
      'Two writers and a reader.',
    ],
    ['all of a comment without a full stop', '/* Two writers */\n', 'Two writers'],
    ['nothing without a comment', "import { model } from 'premortem'\n// later. much later\n", ''],
  ])('is %s', (_, content, summary) => {
    const file = join(folder, 'model.ts')
    writeFileSync(file, content)
    expect(summaryOf(file)).toBe(summary)
  })
})

describe('the list of stories', () => {
  const stories = [
    {
      name: 'dns',
      summary: 'A name that suddenly has no addresses, although every part did what it was told.',
      parameters: {
        enactors: count(2, 'how many apply plans'),
        fix: variant({ none: 'as it was', cas: 'compare and set' }, 'what is changed'),
      },
    },
    { name: 'double-spend', summary: '', parameters: {} },
  ]
  const layout = { width: 60, palette: createPalette({ color: false }) }

  it('has a line or two for each', () => {
    expect(`\n${galleryText(stories, { ...layout, full: false })}`).toMatchInlineSnapshot(`
      "
      dns           A name that suddenly has no addresses,
                    although every part did what it was told.
                    enactors=2 fix=none
      double-spend
      "
    `)
  })

  it('describes every parameter when all is wanted', () => {
    expect(`\n${galleryText(stories, { ...layout, full: true })}`).toMatchInlineSnapshot(`
      "
      dns           A name that suddenly has no addresses,
                    although every part did what it was told.
          enactors=2  how many apply plans
          fix         what is changed
            fix=none  as it was
            fix=cas   compare and set
      double-spend
      "
    `)
  })
})
