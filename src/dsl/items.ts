import { IndexedFamily, everyItem, type Family, type anyItem } from './family.js'

/** The items of a family, which are spoken of together with their index, or those of an ordinary list. */
export type Items<Item, Index> =
  (Iterable<Item> & Pick<Family<Item, never, Index>, typeof anyItem>) | Iterable<Item>

/** What is said of an item. */
export type Saying<Said = unknown> = (item: unknown, index: unknown) => Said

/** Where the items already are what there is to say. */
export const itself: Saying = (item) => item

/** What is said of each item, one by one. */
export function eachSaid<Said>(items: Iterable<unknown>, say: Saying<Said>): readonly Said[] {
  if (items instanceof IndexedFamily)
    return Array.from(items[everyItem](), ([item, index]) => say(item, index))
  return Array.from(items, (item, index) => say(item, index))
}
