import { panelsOf } from './growth.mjs'
import { partOf } from './page.mjs'
import { plot } from './plot.mjs'

/** The plot as SVG, drawn from the page alone: what the bench wrote there, and on what machine. */
export function drawing(page) {
  const written = partOf(page, 'growth')
  return plot({ panels: panelsOf(written), machine: written.split('\n').at(-1) })
}
