import { growth } from './growth.mjs'
import { ladder } from './ladder.mjs'
import { ratios } from './ratios.mjs'
import { searches } from './searches.mjs'
import { stories } from './stories.mjs'

/**
 * What is measured, by the name of its part in docs/performance.md. Each makes Markdown of its measurements, every time the median of
 * `runs`; `quick` leaves all but small sizes out.
 */
export const PARTS = { ratios, growth, ladder, searches, stories }
