/**
 * What a page with stories does: shows one of them at a time, and goes through its steps. Reads the data of the page: `stories`, by id.
 * Plain JavaScript of the browser, without a library.
 */
export const STORY_SCRIPT = `
'use strict'
const { stories } = JSON.parse(document.getElementById('data').textContent)
const players = new Map([...document.querySelectorAll('.story')].map((story) => [story.id, player(story, stories[story.id])]))
let shown

function show(id) {
  const wanted = players.has(id) ? id : players.keys().next().value
  if (wanted === undefined || wanted === shown) return
  shown = wanted
  for (const story of document.querySelectorAll('.story')) story.classList.toggle('shown', story.id === shown)
  for (const link of document.querySelectorAll('a[data-story]')) {
    if (link.dataset.story === shown) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  players.get(shown).refresh()
}

/** Steps through one story. \`series\` are lists of [step, value]: what is so from that step on. */
function player(story, data) {
  const slider = story.querySelector('input[type=range]')
  const last = Number(slider.max)
  const output = story.querySelector('output')
  const now = story.querySelector('.now')
  const buttons = [...story.querySelectorAll('button[data-go]')]
  const parts = [...story.querySelectorAll('[data-part]')]
  const properties = [...story.querySelectorAll('[data-property]')]
  const marked = [...story.querySelectorAll('.diagram [data-step], .strip [data-step]')]
  const spans = [...story.querySelectorAll('.diagram [data-steps]')]
  const again = story.querySelector('.steps .again')
  let step = last

  const valueAt = (series, at) => series.findLast(([since]) => since <= at)?.[1]

  function go(to) {
    step = Math.min(last, Math.max(0, to))
    refresh()
  }

  function refresh() {
    slider.value = String(step)
    output.textContent = 'Step ' + step + ' of ' + last
    const row = story.querySelector('.steps tr[data-step="' + step + '"]')
    const [, who, what, changes] = row.cells
    const onwards = step === last && again !== null ? again.cells[1] : undefined
    slider.setAttribute(
      'aria-valuetext',
      'Step ' + step + ' of ' + last + ': ' + who.textContent + ' ' + what.textContent + (onwards === undefined ? '' : '. ' + onwards.textContent),
    )
    now.replaceChildren()
    if (who.textContent !== '') now.append(who.textContent, ' ')
    now.append(...what.cloneNode(true).childNodes)
    if (step > 0) {
      const told = document.createElement('span')
      told.className = 'told'
      told.append(...changes.cloneNode(true).childNodes)
      now.append(told)
    }
    if (onwards !== undefined) {
      const told = document.createElement('span')
      told.className = 'onwards'
      told.append(...onwards.cloneNode(true).childNodes)
      now.append(told)
    }
    for (const part of parts) {
      const series = data.state[Number(part.dataset.part)]
      const value = valueAt(series, step)
      const before = step === 0 ? value : valueAt(series, step - 1)
      part.classList.toggle('changed', before !== value)
      part.querySelector('.value').textContent = value
      part.querySelector('.before').textContent = before === value ? '' : before
    }
    for (const property of properties) {
      const value = valueAt(data.properties[Number(property.dataset.property)], step)
      const cell = property.querySelector('.value')
      cell.textContent = value === 'none' ? '\\u2013' : value
      cell.className = 'value is-' + value
    }
    for (const mark of marked) {
      const at = Number(mark.dataset.step)
      mark.classList.toggle('current', at === step)
      mark.classList.toggle('later', at > step)
    }
    for (const span of spans) {
      const steps = span.dataset.steps.split(' ').map(Number)
      span.classList.toggle('current', steps.includes(step))
      span.classList.toggle('later', Math.min(...steps) > step)
    }
    for (const button of buttons) {
      const isOutward = button.dataset.go === 'first' || button.dataset.go === 'back' ? step === 0 : step === last
      button.setAttribute('aria-disabled', String(isOutward))
    }
    reveal()
  }

  /** Scrolls the diagram, and nothing else, to the current step. */
  function reveal() {
    const pane = story.querySelector('.diagram')
    const box = story.querySelector('.lanes .step.current .box') ?? story.querySelector('.lanes .row.current .band')
    if (pane.clientHeight === 0 || box === null) return
    const outer = pane.getBoundingClientRect()
    const inner = box.getBoundingClientRect()
    const top = outer.top + pane.querySelector('.heads').getBoundingClientRect().height
    const inSight = Math.min(outer.bottom, window.innerHeight)
    const bottom = inSight > top + 120 ? inSight : outer.bottom
    if (inner.top < top + 8 || inner.bottom > bottom - 8) pane.scrollTop += (inner.top + inner.bottom - top - bottom) / 2
    if (!box.classList.contains('box')) pane.scrollLeft = 0
    else if (inner.left < outer.left + 8 || inner.right > outer.right - 8) {
      pane.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2
    }
  }

  const moves = { first: () => 0, back: () => step - 1, forward: () => step + 1, last: () => last }
  const keys = { ArrowLeft: 'back', ArrowRight: 'forward', Home: 'first', End: 'last' }
  slider.addEventListener('input', () => go(Number(slider.value)))
  for (const button of buttons) button.addEventListener('click', () => go(moves[button.dataset.go]()))
  story.addEventListener('click', (event) => {
    const target = event.target.closest('[data-jump], .diagram [data-step], .strip [data-step]')
    if (target === null) return
    if (target.dataset.jump !== undefined) event.preventDefault()
    go(Number(target.dataset.jump ?? target.dataset.step))
  })
  story.querySelector('.toggle').addEventListener('click', ({ currentTarget }) => {
    const isOpen = story.classList.toggle('tabular')
    currentTarget.setAttribute('aria-expanded', String(isOpen))
  })
  const press = (event) => {
    const move = moves[keys[event.key]]
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go(move())
  }
  return { refresh, press }
}

/* The keys work wherever they have nothing else to do; Home and End, too, once the reader is in the story. */
document.addEventListener('keydown', (event) => {
  const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
  const isInside = event.target.closest?.('.controls, .diagram') != null
  if (shown !== undefined && (isInside || (isArrow && event.target.closest?.('.scroll') == null))) players.get(shown).press(event)
})

function follow() {
  const id = location.hash.slice(1)
  show(id)
  if (players.has(id)) document.getElementById(id).scrollIntoView()
}
window.addEventListener('hashchange', follow)
follow()
`
