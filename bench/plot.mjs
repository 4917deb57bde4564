// Draws the plot of docs/performance.md: one panel a parameter, seconds on a logarithmic axis, as SVG that needs no font, script or file.

const PANEL = { width: 240, height: 220, gap: 44 }
const MARGIN = { top: 84, right: 20, bottom: 82, left: 64 }
const SMALL = { class: 'small' }
const CENTRED = { 'text-anchor': 'middle' }
const height = MARGIN.top + PANEL.height + MARGIN.bottom

/** Colours that can be seen on white and on black; text follows the reader's scheme. */
const STYLE = `
    text { font: 13px system-ui, sans-serif; fill: #24292f }
    .title { font-size: 16px; font-weight: 600 }
    .small { font-size: 11px }
    .grid { stroke: #888; stroke-opacity: 0.3 }
    .curve { fill: none; stroke-width: 2 }
    .proof { stroke: #2f81d6 }
    .proof.dot { fill: #2f81d6 }
    .spin { stroke: #d9711a; stroke-dasharray: 5 4 }
    .spin.dot { fill: #d9711a; stroke-dasharray: none }
    @media (prefers-color-scheme: dark) { text { fill: #d6dde5 } }
  `

/**
 * @param panels of each the parameter varied, what is fixed, and the points `{ x, y }` of both curves, y in seconds.
 * @param machine what it was measured on.
 */
export function plot({ panels, machine }) {
  const width = MARGIN.left + panels.length * (PANEL.width + PANEL.gap) - PANEL.gap + MARGIN.right
  const seconds = secondsAxis(
    panels.flatMap(({ curves }) =>
      Object.values(curves)
        .flat()
        .map(({ y }) => y),
    ),
  )
  const middle = MARGIN.top + PANEL.height / 2
  const title = 'Seconds to prove the fixed DynamoDB model at every depth'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>${title}</title>
  <style>${STYLE}</style>
  ${text(MARGIN.left, 24, title, { class: 'title' })}
  ${legend()}
  ${text(MARGIN.left, height - 12, escaped(machine), SMALL)}
  ${text(0, 0, 'seconds, logarithmic', { ...CENTRED, transform: `translate(16 ${middle}) rotate(-90)` })}
  ${panels.map((panel, place) => drawnPanel(panel, MARGIN.left + place * (PANEL.width + PANEL.gap), seconds)).join('\n  ')}
</svg>
`
}

/** A logarithmic axis with ticks at 1, 2 and 5 times powers of ten, from the last one below all values to the first one above. */
function secondsAxis(values) {
  const ticks = [-2, -1, 0, 1, 2, 3].flatMap((power) => [1, 2, 5].map((digit) => Number(`${digit}e${power}`)))
  const lowest = ticks.findLast((tick) => tick <= Math.min(...values))
  const highest = ticks.find((tick) => tick >= Math.max(...values))
  const part = (value) => Math.log(value / lowest) / Math.log(highest / lowest)
  return {
    ticks: ticks.filter((tick) => tick >= lowest && tick <= highest),
    at: (value) => MARGIN.top + PANEL.height * (1 - part(value)),
  }
}

function drawnPanel({ varied, fixed, curves }, left, seconds) {
  const values = curves.proof.map(({ x }) => x)
  const [first, last] = [Math.min(...values), Math.max(...values)]
  const at = (x) => left + 10 + ((x - first) / (last - first)) * (PANEL.width - 20)
  const bottom = MARGIN.top + PANEL.height
  const middle = left + PANEL.width / 2
  return [
    ...seconds.ticks.map((tick) => gridLine(left, seconds.at(tick))),
    ...seconds.ticks.map((tick) =>
      text(left - 6, seconds.at(tick) + 4, tick, { ...SMALL, 'text-anchor': 'end' }),
    ),
    ...values.map((x) => text(at(x), bottom + 18, x, { ...SMALL, ...CENTRED })),
    text(middle, bottom + 38, varied, CENTRED),
    text(middle, MARGIN.top - 10, escaped(fixed), { ...SMALL, ...CENTRED }),
    ...Object.entries(curves).map(([name, points]) =>
      drawnCurve(
        name,
        points.map(({ x, y }) => ({ x: at(x), y: seconds.at(y) })),
      ),
    ),
  ].join('\n  ')
}

function drawnCurve(name, points) {
  const line = points.map(({ x, y }) => `${rounded(x)},${rounded(y)}`).join(' ')
  const dots = points.map(({ x, y }) => dot(name, x, y))
  return [`<polyline class="curve ${name}" points="${line}"/>`, ...dots].join('\n  ')
}

function legend() {
  const entry = (name, left, words) =>
    drawnCurve(name, [
      { x: left, y: 44 },
      { x: left + 28, y: 44 },
    ]) + text(left + 36, 48, words)
  return [
    entry('proof', MARGIN.left + 4, 'premortem, proof by pdr'),
    entry('spin', MARGIN.left + 240, 'Spin, whole state space, compilation included'),
  ].join('\n  ')
}

function dot(name, x, y) {
  return `<circle class="dot ${name}" cx="${rounded(x)}" cy="${rounded(y)}" r="3"/>`
}

function gridLine(left, y) {
  return `<line class="grid" x1="${left}" x2="${left + PANEL.width}" y1="${rounded(y)}" y2="${rounded(y)}"/>`
}

function text(x, y, words, attributes = {}) {
  const written = Object.entries({ x: rounded(x), y: rounded(y), ...attributes })
  return `<text ${written.map(([name, value]) => `${name}="${value}"`).join(' ')}>${words}</text>`
}

function rounded(number) {
  return Number(number.toFixed(1))
}

function escaped(words) {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
