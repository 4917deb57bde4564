/** The value of an option that has none. */
export const nothing: unique symbol = Symbol('nothing')
export type Nothing = typeof nothing
