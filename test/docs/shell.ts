import type { Block } from './document.js'
import { isProgram } from './program.js'

/** One command of a `sh` block. */
export interface Command {
  readonly line: string
  /** As the comment behind it says: `# exit 12`; 0 without one. */
  readonly exitCode: number
  readonly place: string
}

/** The commands of a block, those joined by `&&` one by one. Other comments are for people. */
export function commandsOf({ content, place }: Block): readonly Command[] {
  return content.split('\n').flatMap((row) => {
    const [line = '', comment = ''] = row.split(/(?:^|\s+)#\s/)
    const exitCode = Number(/exit (\d+)/.exec(comment)?.[1] ?? 0)
    const parts = line.split('&&').map((part) => part.trim())
    return parts.flatMap((part) => (part === '' ? [] : [{ line: part, exitCode, place }]))
  })
}

/** The block that shows what commands, or a program, print: the one directly after them, if it is neither code nor commands. */
export function outputExpectedBy(printing: Block | undefined, next: Block | undefined): Block | undefined {
  const prints = printing !== undefined && (printing.language === 'sh' || isProgram(printing))
  if (!prints || next?.followsDirectly !== true) return undefined
  return next.language === 'ts' || next.language === 'sh' ? undefined : next
}

/**
 * Output without what differs from one run or machine to the next: durations, the folder it ran in, versions of solvers, and how far a proof
 * came in its time.
 * That a property is proved, and by what, is checked elsewhere.
 */
export function normalised(output: string, directory: string): string {
  return output
    .replaceAll(`${directory}/`, '')
    .replace(/ *\b\d+(\.\d+)? s\b/g, ' 0 s')
    .replace(/\b(z3|cvc5) \d+(\.\d+)+/g, '$1')
    .replace(/"seconds":\s*[\d.e-]+/g, '"seconds": 0')
    .replace(/PROVED never reached: .*/g, 'never reached')
    .replace(/never reached \(to depth \d+\)/g, 'never reached')
    .replace(/(?:PROVED\b(?!:)|PROVED: .*|holds to depth \d+(?: \(.*\))?)$/gm, 'no violation')
    .replace(/(?<=^ .*)[.=]{3,}/gm, (cells) => '.'.repeat(cells.length))
    .replace(/^ {2}X violated .*$/gm, '')
    .replace(/[ \t]+$/gm, '')
    .trim()
}

const OMISSION = /^\s*\.\.\.\n?/m

/** Whether a line of nothing but `...` stands for lines that are left out. */
export function isAbridged({ content }: Block): boolean {
  return OMISSION.test(content)
}

/** Matches output, whatever stands where lines are left out. */
export function matcherOf(expected: string): RegExp {
  const parts = expected.split(new RegExp(OMISSION, 'gm'))
  return new RegExp(
    `^${parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('(?:.*\\n)*?')}$`,
  )
}
