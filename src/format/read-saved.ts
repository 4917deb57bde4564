import { readItf, seemsItf } from './itf/read-itf.js'
import { parseJson } from './json/json-part.js'
import { readReport, type SavedReport } from './saved/saved-report.js'

/**
 * The traces in a text: our JSON or ITF, told apart by what is in it.
 * @throws FormatError that says what is wrong, and where.
 */
export function readSaved(text: string): SavedReport {
  const part = parseJson(text)
  return seemsItf(part) ? readItf(part) : readReport(part)
}
