/** What stands before an explanation that was read from a file, and that nobody has made again. */
export const AS_SAVED = 'As saved, not replayed:'
