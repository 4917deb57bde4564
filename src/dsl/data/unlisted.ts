import { complaint } from '../complaint.js'

/** What JavaScript gets when it goes through something whose elements come and go: in `for`, `sum` and `each`. */
export function refuseListing(): never {
  throw complaint(
    'type-mismatch',
    'How many elements there are is known only when the model runs, so they cannot be listed.',
    'Write all, some, none or howMany over it, or go through its indices: sum([0, 1, 2], (i) => ...).',
  )
}
