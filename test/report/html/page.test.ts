import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { element } from '../../../src/report/html/markup.js'
import { page as skeleton } from '../../../src/report/html/page.js'
import { Reader } from './browser.js'
import { longPage, loopPage, mailPage, NASTY, racePage } from './pages.js'

let reader: Reader
beforeAll(async () => {
  reader = await Reader.start()
})
afterAll(async () => {
  await reader.close()
})

/** The value of a part of the state at the step that is shown. */
function valueOf(page: Page, part: string): Promise<string> {
  const row = page
    .locator('.shown .state tr')
    .filter({ has: page.getByRole('rowheader', { name: part, exact: true }) })
  return row.locator('.value').innerText()
}

function changed(page: Page): Promise<readonly string[]> {
  return page.locator('.shown .state tr.changed th').allInnerTexts()
}

const slider = (page: Page) => page.locator('.shown input[type=range]')
const output = (page: Page) => page.locator('.shown output').innerText()

describe('a page about a check', () => {
  it('asks nobody for anything, and nothing goes wrong', async () => {
    const { page, complaints } = await reader.read(racePage())
    for (const key of ['Home', 'ArrowRight', 'End', 'ArrowLeft']) await page.keyboard.press(key)
    for (const link of await page.locator('.stories a').all()) await link.click()
    expect(complaints).toEqual([])
  })

  it('sees what a page does wrong', async () => {
    const html = racePage().replace(
      '</body>',
      '<img src="https://example.org/x.png"><script>nothing()</script></body>',
    )
    const { complaints } = await reader.read(html)
    expect(complaints.join('\n')).toContain('nothing is not defined')
    expect(complaints.join('\n')).toContain('Content Security Policy')
  })

  it('goes through the steps with the keys', async () => {
    const { page } = await reader.read(racePage())
    expect(await output(page)).toBe('Step 8 of 8')
    expect(await valueOf(page, 'active[0]')).toBe('1')
    await slider(page).focus()
    await page.keyboard.press('Home')
    expect(await output(page)).toBe('Step 0 of 8')
    expect(await valueOf(page, 'active[0]')).toBe('0')
    expect(await changed(page)).toEqual([])
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight')
    expect(await output(page)).toBe('Step 6 of 8')
    expect(await valueOf(page, 'active[0]')).toBe('3')
    expect(await changed(page)).toEqual(['active[0]', 'tree[0][3]', 'enactor[1].pc'])
    await page.keyboard.press('ArrowLeft')
    expect(await output(page)).toBe('Step 5 of 8')
    expect(await valueOf(page, 'active[0]')).toBe('0')
    await page.keyboard.press('End')
    expect(await output(page)).toBe('Step 8 of 8')
  })

  it('takes the arrow keys wherever nothing else needs them', async () => {
    const { page } = await reader.read(racePage())
    await page.keyboard.press('ArrowLeft')
    expect(await output(page)).toBe('Step 7 of 8')
    await page.locator('.shown .diagram').focus()
    await page.keyboard.press('Home')
    expect(await output(page)).toBe('Step 0 of 8')
    await page.keyboard.press('ArrowLeft')
    expect(await output(page)).toBe('Step 0 of 8')
  })

  it('goes through the steps with the mouse', async () => {
    const { page } = await reader.read(racePage())
    const box = (await slider(page).boundingBox())!
    await page.mouse.move(box.x + box.width - 8, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 })
    expect(await output(page)).toBe('Step 4 of 8')
    await page.mouse.move(box.x + 2, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    expect(await output(page)).toBe('Step 0 of 8')
    await page.getByRole('button', { name: 'One step on' }).click()
    expect(await output(page)).toBe('Step 1 of 8')
    expect(await valueOf(page, 'gen')).toBe('1')
    await page.getByRole('button', { name: 'To the end' }).click()
    expect(await output(page)).toBe('Step 8 of 8')
    await page.getByRole('button', { name: 'One step on' }).click({ force: true })
    expect(await output(page)).toBe('Step 8 of 8')
    await page.locator('.shown .step[data-step="2"] .label').click()
    expect(await output(page)).toBe('Step 2 of 8')
  })

  it('says the properties at each step, as the interpreter finds them', async () => {
    const { page } = await reader.read(racePage())
    const truth = (): Promise<readonly string[]> =>
      page.locator('.shown .properties td.value').allInnerTexts()
    expect(await truth()).toEqual(['false', 'true', 'false'])
    await page.keyboard.press('ArrowLeft')
    expect(await truth()).toEqual(['true', 'false', 'false'])
    await slider(page).focus()
    await page.keyboard.press('Home')
    expect(await truth()).toEqual(['true', '–', '–'])
  })

  it('shows one story at a time, and others on request', async () => {
    const { page } = await reader.read(racePage())
    const titles = (): Promise<readonly string[]> => page.locator('.story h2:visible').allInnerTexts()
    expect(await titles()).toEqual(['How noEmptyEndpoint is violated, in 8 steps'])
    await page.locator('.verdicts').getByText('VIOLATED at depth 6').first().click()
    expect(await titles()).toEqual(['How noRegression is violated, in 6 steps'])
    expect(await output(page)).toBe('Step 6 of 6')
    await page.goto(`${page.url().split('#')[0] ?? ''}#story-3`)
    expect(await titles()).toEqual(['How everything comes to a halt, in 6 steps'])
  })

  it('marks the stale read, the change and the write', async () => {
    const { page } = await reader.read(racePage())
    const steps = async (kind: string): Promise<readonly (string | null)[]> =>
      Promise.all(
        (await page.locator(`.shown .step.${kind}`).all()).map((step) => step.getAttribute('data-step')),
      )
    expect(await steps('read')).toEqual(['2'])
    expect(await steps('change')).toEqual(['6'])
    expect(await steps('act')).toEqual(['7'])
    expect(await page.locator('.shown .race').first().innerText()).toContain('enactor[0] acted in step 7')
  })

  it('has a light and a dark look', async () => {
    const background = (page: Page): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor')
    const { page: light } = await reader.read(racePage(), { colorScheme: 'light' })
    const { page: dark } = await reader.read(racePage(), { colorScheme: 'dark' })
    expect(await background(light)).toBe('rgb(255, 255, 255)')
    expect(await background(dark)).toBe('rgb(20, 23, 27)')
    expect((await reader.photograph(light, 'race-light')).length).toBeGreaterThan(10_000)
    expect((await reader.photograph(dark, 'race-dark')).length).toBeGreaterThan(10_000)
  })

  it('prints every story in full, on white and without controls', async () => {
    const { page } = await reader.read(racePage(), { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.story:visible').count()).toBe(3)
    expect(await page.locator('.steps:visible').first().locator('tbody tr').count()).toBe(9)
    expect(await page.locator('.controls:visible, .inspector:visible, button:visible').count()).toBe(0)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
    expect((await page.pdf()).length).toBeGreaterThan(10_000)
  })

  it('is readable without scripts', async () => {
    const { page } = await reader.read(racePage(), { javaScriptEnabled: false })
    expect(await page.locator('.story:visible').count()).toBe(3)
    expect(await page.locator('.controls:visible, .inspector:visible').count()).toBe(0)
    const rows = page.locator('#story-1 .steps tbody tr')
    expect(await rows.count()).toBe(9)
    expect(await rows.last().innerText()).toMatch(/8\s+enactor\[1\]\s+clean\s+tree\[0\]\[1\] true -> false/)
    expect(await rows.last().innerText()).toContain('noEmptyEndpoint: false')
  })

  it('fits a narrow window', async () => {
    for (const html of [racePage(), mailPage(), longPage(3, 12), loopPage()]) {
      const { page } = await reader.read(html, { viewport: { width: 400, height: 800 } })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400)
      await reader.photograph(page, 'narrow')
    }
  })
})

describe('messages', () => {
  it('are arrows from the step that sends them to the one where they arrive', async () => {
    const { page, complaints } = await reader.read(mailPage())
    const kinds = await page.evaluate(`[...document.querySelectorAll('.message')].map(
      (one) => one.getAttribute('class') + ' ' + one.dataset.steps + ': ' + one.textContent)`)
    expect(kinds).toEqual([
      'message lost 1 4: lost: 1',
      'message received 2 3: 2',
      'message waiting 5: 3',
      'message received again current 6 7: 3',
    ])
    expect(await page.locator('.step.fault').allTextContents()).toHaveLength(2)
    expect(complaints).toEqual([])
    await reader.photograph(page, 'mail')
  })
})

describe('a trace without end', () => {
  const sentence = 'From here on it goes on again from the state after step 3, for ever.'

  it('says at its last step from where it goes on, and leads there', async () => {
    const { page, complaints } = await reader.read(loopPage())
    const now = page.locator('.shown .now')
    expect(await now.innerText()).toContain(sentence)
    expect(await slider(page).getAttribute('aria-valuetext')).toBe(`Step 6 of 6: node[2] pass. ${sentence}`)
    await page.keyboard.press('ArrowLeft')
    expect(await now.innerText()).not.toContain('From here on')
    await page.keyboard.press('ArrowRight')
    await now.getByRole('link', { name: 'step 3' }).click()
    expect(await output(page)).toBe('Step 3 of 6')
    await page.getByRole('button', { name: 'To the end' }).click()
    await page.locator('.shown .diagram .loop text').click()
    expect(await output(page)).toBe('Step 3 of 6')
    expect(complaints).toEqual([])
  })

  it('has an arrow past the steps that it repeats, back to where the first of them begins', async () => {
    const heightOf = (page: Page, selector: string): Promise<number> =>
      page.evaluate(`document.querySelector('.shown .diagram ${selector}').getBBox().y`)
    for (const [loopStart, first] of [
      [3, 4],
      [0, 1],
    ] as const) {
      const { page } = await reader.read(loopPage(loopStart), { colorScheme: first === 1 ? 'dark' : 'light' })
      expect(await heightOf(page, '.loop .way')).toBe(
        await heightOf(page, `.row[data-step="${String(first)}"] .band`),
      )
      const isPast = await page.evaluate(`(() => {
        const { left, right, bottom } = document.querySelector('.shown .loop .way').getBoundingClientRect()
        const all = (selector) => [...document.querySelectorAll('.shown ' + selector)].map((one) => one.getBoundingClientRect())
        return all('.step .box').every((box) => box.left > right && box.bottom < bottom)
          && all('.lanes [data-step]:not([data-step="0"]) .ordinal').every((number) => number.right < left)
      })()`)
      expect(isPast).toBe(true)
      await reader.photograph(page, `loop-${String(loopStart)}`)
    }
  })

  it('is pale until its last step', async () => {
    const { page } = await reader.read(loopPage())
    const classes = (): Promise<string | null> => page.locator('.shown .loop').getAttribute('class')
    expect(await classes()).toBe('loop current')
    await page.keyboard.press('ArrowLeft')
    expect(await classes()).toBe('loop later')
  })

  it('says so without scripts and on paper, and where it stays as it is', async () => {
    const { page } = await reader.read(loopPage(), { javaScriptEnabled: false })
    const last = page.locator('.steps tbody tr').last()
    expect(await last.innerText()).toContain(sentence)
    expect(await last.getByRole('link').getAttribute('href')).toBe('#story-1-step-3')
    const { page: still } = await reader.read(loopPage(6))
    expect(await still.locator('.shown .now').innerText()).toContain(
      'From here on it stays as it is, for ever.',
    )
    const { page: ended } = await reader.read(racePage())
    expect(await ended.locator('.again, .loop').count()).toBe(0)
  })
})

describe('a page', () => {
  const told = `${NASTY}<!--<script>\u2028\u2029 ]]> \\`

  it('hands its data to the script as they are', async () => {
    const script = "document.title = JSON.parse(document.getElementById('data').textContent).told"
    const html = skeleton({ title: 'before', body: element('p', {}, 'all'), data: { told }, script })
    const { page, complaints } = await reader.read(html)
    expect(await page.evaluate(`JSON.parse(document.getElementById('data').textContent).told`)).toBe(told)
    expect(await page.title()).toContain('</script>')
    expect(await page.locator('p').innerText()).toBe('all')
    expect(complaints).toEqual([])
  })

  it('shows text and attributes as they are, and what cannot be seen by its code', async () => {
    const body = element('p', { title: NASTY }, NASTY, '\u202e', element('i', {}, 'a', ['b', '<c>']))
    const { page, complaints } = await reader.read(skeleton({ title: 'text', body }))
    expect(await page.locator('p').textContent()).toBe(`${NASTY}\\u{202e}ab<c>`)
    expect(await page.locator('p').getAttribute('title')).toBe(NASTY)
    expect(complaints).toEqual([])
  })

  it('refuses a script that would end early', () => {
    expect(() => skeleton({ title: 'x', body: '', script: "'</SCRIPT>'" })).toThrow(TypeError)
  })
})

describe('a long trace of many', () => {
  it('shows the current step, and the headings with it', async () => {
    const { page, complaints } = await reader.read(longPage(30, 200))
    expect(await output(page)).toBe('Step 200 of 200')
    const isInSight = (selector: string, place = 0): Promise<boolean> =>
      page.evaluate(`(() => {
        const found = document.querySelectorAll('${selector}')[${String(place)}]
        const pane = found.closest('.diagram').getBoundingClientRect()
        const { top, bottom, left, right } = found.getBoundingClientRect()
        return top >= pane.top && bottom <= pane.bottom && left >= pane.left && right <= pane.right
      })()`)
    for (const key of ['Home', 'End', ...Array<string>(45).fill('ArrowLeft')]) {
      if (key === 'Home') await slider(page).focus()
      await page.keyboard.press(key)
    }
    expect(await output(page)).toBe('Step 155 of 200')
    expect(await isInSight('.shown .step.current .box')).toBe(true)
    expect(await isInSight('.head', 4)).toBe(true)
    expect(await isInSight('.head', 29)).toBe(false)
    expect(await valueOf(page, 'hops')).toBe('155')
    expect(complaints).toEqual([])
    await reader.photograph(page, 'long')
  })

  it('takes names for text, whatever they look like', async () => {
    const { page, complaints } = await reader.read(longPage(3, 7))
    expect(await page.locator('h1').innerText()).toBe(NASTY)
    expect(await page.title()).toContain(NASTY)
    expect(await page.locator('.heads').first().textContent()).toContain('ノード[2]')
    expect(await valueOf(page, '鍵 🔑')).toBe('1')
    expect(complaints).toEqual([])
  })
})
