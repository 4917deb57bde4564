import { spelt } from '../smt/term-printer.js'

/** A comment in SMT-LIB and BTOR2, which ends with its line: what is not printable is spelt. */
export function remark(text: string): string {
  return `; ${text.replace(/[^\x20-\x7e]/gu, spelt)}`
}
