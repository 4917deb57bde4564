import type { Confirmation } from '../../engine/verdict.js'
import type { JsonObject } from '../../format/json/json.js'

/** What a second solver has confirmed, and why it is not more; nothing where none was asked. */
export function confirmationJson(confirmation: Confirmation | undefined): JsonObject {
  if (confirmation === undefined) return {}
  const { by, what, missing } = confirmation
  return {
    ...(what.length === 0 ? {} : { confirmed: { by, what } }),
    ...(missing === undefined ? {} : { unconfirmed: missing }),
  }
}
