import { createPalette } from '../report/line/palette.js'
import type { ShowPlace } from '../report/trace/trace-row.js'

const showPlace: ShowPlace = ({ file, line }) => `${file.split(/[\\/]/).at(-1) ?? file}:${String(line)}`

/** Reports as a terminal without colours shows them. */
export const PLAIN_TEXT = {
  width: 100,
  palette: createPalette({ color: false }),
  detail: 'usual',
  stories: 'gravest',
  showPlace,
} as const
