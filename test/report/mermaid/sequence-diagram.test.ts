import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mermaidText } from '../../../src/report/mermaid/mermaid-text.js'
import { sequenceDiagram } from '../../../src/report/mermaid/sequence-diagram.js'
import { checkMermaid } from '../../../src/report/mermaid/check-mermaid.js'
import { storyOf } from '../../../src/report/trace/story.js'
import type { PropertyResult } from '../../../src/engine/verdict.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { Reader } from '../html/browser.js'
import { longStory, loopStory, mailStory } from '../html/pages.js'
import { raceReport } from '../verdicts.js'

const showPlace = ({ line }: { readonly line: number }): string => `model.ts:${String(line)}`

function drawn(system: TransitionSystem, result: PropertyResult): string {
  const story = storyOf(system, result)
  if (story === undefined) throw new Error('no story')
  return sequenceDiagram(system, story, { showPlace })
}

let reader: Reader
let page: Page
beforeAll(async () => {
  reader = await Reader.start()
  const opened = await reader.read('<!doctype html><meta charset="utf-8"><body></body>')
  page = opened.page
  const folder = dirname(createRequire(import.meta.url).resolve('mermaid/package.json'))
  await page.addScriptTag({ content: readFileSync(join(folder, 'dist', 'mermaid.min.js'), 'utf8') })
})
afterAll(async () => {
  await reader.close()
})

/** The texts in what Mermaid itself draws. */
function textsIn(source: string): Promise<readonly string[]> {
  return page.evaluate(`(async () => {
    mermaid.initialize({ startOnLoad: false, maxTextSize: 1_000_000 })
    const { svg } = await mermaid.render('drawing', ${JSON.stringify(source)})
    document.body.innerHTML = svg
    return [...document.querySelectorAll('text')].map(({ textContent }) => textContent)
  })()`)
}

describe('a sequence diagram', () => {
  it('tells the race', async () => {
    const { system, results } = raceReport()
    const text = checkMermaid({ system, results }, { stories: 'gravest', showPlace })
    expect(text).toMatchInlineSnapshot(`
      "sequenceDiagram
        title How noEmptyEndpoint is violated, in 8 steps
        participant p0 as planner
        participant p1 as enactor[0]
        participant p2 as enactor[1]
        Note over p0: 1 emit<br/>gen 0 -> 1
        Note over p1: 2 pick<br/>enactor[0].plan 0 -> 1
        Note over p0: 3 emit<br/>gen 1 -> 2
        Note over p0: 4 emit<br/>gen 2 -> 3
        Note over p2: 5 pick<br/>enactor[1].plan 0 -> 3
        Note over p2: 6 flip<br/>active[0] 0 -> 3<br/>tree[0][3] false -> true
        Note over p1: 7 flip<br/>active[0] 3 -> 1<br/>tree[0][1] false -> true
        Note over p2: 8 clean<br/>tree[0][1] true -> false
        Note over p0,p2: After step 8, noEmptyEndpoint does not hold (model.ts:70):<br/>active[0] = 1, tree[0][1] = false
      "
    `)
    expect(await textsIn(text)).toContain('enactor[1].plan 0 -> 3')
  })

  it('has arrows where messages arrive or are lost, and marks what breaks', async () => {
    const { system, result } = mailStory()
    const text = drawn(system, result)
    expect(text).toMatchInlineSnapshot(`
      "sequenceDiagram
        title How neverThree is violated, in 7 steps
        participant p0 as client
        participant p1 as server
        participant p2 as environment
        Note over p0: 1 send<br/>client -> request: 1<br/>client.sent 0 -> 1
        Note over p0: 2 send<br/>client -> request: 2<br/>client.sent 1 -> 2
        p0-)p1: 2 (request, from step 2)
        Note over p1: 3 serve<br/>with place = 1<br/>client -> server: 2 (request, sent in step 2)<br/>server.got 0 -> 2
        rect rgba(220, 50, 40, 0.12)
          p0-xp2: 1 (request, from step 1)
          Note over p2: 4 lose (fault)<br/>with place = 0<br/>lost: 1 (request, sent in step 1)<br/>faults 2 -> 1
        end
        Note over p0: 5 send<br/>client -> request: 3<br/>client.sent 2 -> 3
        rect rgba(220, 50, 40, 0.12)
          Note over p2: 6 repeat (fault)<br/>with place = 0<br/>again: 3 (request)<br/>faults 1 -> 0
        end
        p2-)p1: 3 (request, from step 6)
        Note over p1: 7 serve<br/>with place = 1<br/>client -> server: 3 (request, again in step 6)<br/>server.got 2 -> 3
        Note over p0,p2: After step 7, neverThree does not hold (model.ts:76):<br/>server.got = 3
      "
    `)
    expect(await textsIn(text)).toContain('2 (request, from step 2)')
    await reader.photograph(page, 'mermaid')
  })

  it('has a loop around the steps that a trace without end repeats', async () => {
    const { system, result } = loopStory()
    const text = drawn(system, result)
    expect(text).toMatchInlineSnapshot(`
      "sequenceDiagram
        title How fine is violated, in 6 steps
        participant p0 as node[0]
        participant p1 as node[1]
        participant p2 as node[2]
        Note over p0: 1 pass<br/>token 0 -> 1
        Note over p1: 2 pass<br/>token 1 -> 2
        Note over p2: 3 pass<br/>token 2 -> 0
        loop for ever, from the state after step 3 on
          Note over p0: 4 pass<br/>token 0 -> 1
          Note over p1: 5 pass<br/>token 1 -> 2
          Note over p2: 6 pass<br/>token 2 -> 0
        end
        Note over p0,p2: After step 6, fine does not hold:<br/>From here on it goes on again from the state after step 3, for ever.
      "
    `)
    const shown = await textsIn(text)
    expect(shown).toContain('[for ever, from the state after step 3 on]')
    expect(shown).toContain('From here on it goes on again from the state after step 3, for ever.')
    const fromTheStart = loopStory(0)
    expect(await textsIn(drawn(fromTheStart.system, fromTheStart.result))).toContain(
      '[for ever, from the initial state on]',
    )
    // Nothing is repeated where the last state is its own successor.
    const still = loopStory(6)
    const stillText = drawn(still.system, still.result)
    expect(stillText).not.toContain('  loop')
    expect(await textsIn(stillText)).toContain('From here on it stays as it is, for ever.')
  })

  it('follows after another, each whole', async () => {
    const { system, results } = raceReport()
    const texts = checkMermaid({ system, results }, { stories: 'all', showPlace }).split('\n\n')
    expect(texts).toHaveLength(3)
    for (const text of texts) expect((await textsIn(text)).join('\n')).toMatch(/^How /m)
  })

  it('is refused by Mermaid where it is not well formed', async () => {
    await expect(textsIn('sequenceDiagram\n  Note over p0; what')).rejects.toThrow(/Parse error/)
  })

  it('is a remark where there is nothing to tell', () => {
    const { system } = raceReport()
    expect(checkMermaid({ system, results: [] }, { stories: 'all', showPlace })).toMatch(/^%% No trace/)
  })

  it('holds long traces of many', async () => {
    const { system, result } = longStory(30, 200)
    const text = drawn(system, result)
    expect((await textsIn(text)).filter((one) => one.startsWith('200 '))).toEqual(['200 渡す'])
    expect(text.match(/Note over p/g)).toHaveLength(201)
  })
})

const AWKWARD = [
  'a; b',
  '# 35; #35; #quot;',
  'end',
  'the end',
  'END of it',
  'a: b',
  '"quoted" and \'single\' and `tick`',
  '<b>bold</b> <br/> &lt; &amp;',
  '0 -> 1, x ->> y, a--x b',
  '%% remark',
  '%%{init: {}}%%',
  '{ key: 1 }, {a, b}, [1, 2], (1, true)',
  '$$x^2$$ **strong** _soft_ ~gone~',
  'wrap: nowrap:',
  'C:\\temp\\new',
  'a@{ "type": "actor" }',
  'ノード[1].渡す 鍵 🔑',
  'as activate loop rect alt note over p0: participant',
  'two\nlines\ttab',
]

/** The text as it is to be seen: what has no picture is written out. */
const seen = (text: string): string => text.replace('\n', '\\u{a}').replace('\t', '\\u{9}')

describe('text in Mermaid', () => {
  it('is shown as it is, in names, notes, arrows and titles', async () => {
    for (const text of AWKWARD) {
      const word = mermaidText(text)
      const source = [
        'sequenceDiagram',
        `  title ${word}`,
        `  participant p0 as ${word}`,
        '  participant p1 as other',
        `  Note over p0: ${word}<br/>${word}`,
        `  p0-)p1: ${word}`,
      ].join('\n')
      const texts = await textsIn(source)
      const shown = seen(text)
      expect(
        texts.filter((one) => one === shown),
        `${text} as ${word}`,
      ).toHaveLength(6)
    }
  })
})
