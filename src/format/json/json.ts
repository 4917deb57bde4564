/** What JSON can hold. Integers that are not safe in JavaScript are bigints here, and become strings of digits in the text. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

/** The text of a JSON value; on one line unless indented. */
export function jsonText(value: Json, indent = 0): string {
  return `${JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part), indent)}\n`
}
