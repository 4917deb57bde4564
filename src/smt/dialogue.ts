import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { errorIn, shortened } from './refusal.js'
import { SolverError } from './solver.js'
import { Turns } from './turns.js'

/**
 * Questions to a program that reads SMT-LIB 2 on its standard input, and its answers, one at a time. The end of an answer is told by
 * the echo of a word of ours, with or without quotation marks.
 */
export class Dialogue {
  private readonly turns = new Turns()
  private readonly child: ChildProcessWithoutNullStreams
  private readonly exit: Promise<void>
  private question: Question | undefined
  private asked = 0
  private complaints = ''
  private over: SolverError | undefined

  /** @throws SolverError for arguments that no program can be started with. A program that does not start fails the first question. */
  constructor(
    private readonly command: string,
    args: readonly string[],
  ) {
    this.child = start(command, args)
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.hear(text)
    })
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.complaints = (this.complaints + text).slice(-longestComplaint)
    })
    // Writing fails when the program has ended, which is reported by itself; one that lives on without reading is of no use.
    this.child.stdin.on('error', this.kill)
    this.child.on('close', (code, signal) => {
      this.fail(`ended (${signal ?? `exit code ${String(code)}`})`)
    })
    this.exit = new Promise((resolve) => {
      this.child.on('exit', () => {
        resolve()
      })
      this.child.on('error', (error) => {
        this.giveUp(`cannot be run (${error.message}): install it, give its full path, or use another solver`)
        resolve()
      })
    })
    process.on('exit', this.kill)
  }

  /**
   * Sends commands and resolves to what was printed for them.
   * @param script with every parenthesis closed: behind an open one the program would wait for ever.
   * @throws SolverError when the program ended or is ended before it has answered.
   */
  ask(script: string): Promise<string> {
    return this.turns.take(
      () =>
        new Promise((resolve, reject) => {
          if (this.over !== undefined) {
            reject(this.over)
            return
          }
          this.asked += 1
          const sentinel = `premortem-answer-${this.asked}`
          this.question = { script, sentinel, isFirst: this.asked === 1, resolve, reject, printed: '' }
          this.child.stdin.write(`${script}\n(echo "${sentinel}")\n`)
        }),
    )
  }

  /** Ends the program, whatever it is doing. The open question and all later ones fail for the reason given here first. */
  async end(reason: string): Promise<void> {
    this.fail(reason)
    this.kill()
    for (const stream of [this.child.stdin, this.child.stdout, this.child.stderr]) stream.destroy()
    await this.exit
  }

  /** A program that solves does not notice that nobody reads its answer any more, nor does one that it has started for that. */
  private readonly kill = (): void => {
    const { pid, exitCode, signalCode } = this.child
    if (pid === undefined || exitCode !== null || signalCode !== null) return
    try {
      process.kill(HAS_GROUPS ? -pid : pid, 'SIGKILL')
    } catch {
      // It has ended by itself, and is only about to be told of.
    }
  }

  private hear(text: string): void {
    if (this.question === undefined) return
    this.question.printed += text
    const answer = answerIn(this.question)
    if (answer === undefined) return
    this.question.resolve(answer)
    this.question = undefined
  }

  private fail(reason: string): void {
    const what = this.question === undefined ? reason : describe(this.question, reason)
    const complaint = shortened(this.complaints)
    this.giveUp(complaint === '' ? what : `${what}; on standard error it said: ${complaint}`)
  }

  private giveUp(message: string): void {
    if (this.over !== undefined) return
    process.off('exit', this.kill)
    this.over = new SolverError(this.command, `${this.command} ${message}`)
    this.question?.reject(this.over)
    this.question = undefined
  }
}

interface Question {
  readonly script: string
  readonly sentinel: string
  readonly isFirst: boolean
  readonly resolve: (answer: string) => void
  readonly reject: (reason: SolverError) => void
  printed: string
}

/** What was printed before the sentinel's line, once that line has come. */
function answerIn({ printed, sentinel }: Question): string | undefined {
  // A line break, two quotation marks and a line break of two characters may surround it.
  const end = printed.slice(-(sentinel.length + 5))
  const line = end.slice(end.lastIndexOf('\n', end.length - 2) + 1)
  if (!line.endsWith('\n') || line.trimEnd().replace(/^"(.*)"$/, '$1') !== sentinel) return undefined
  return printed.slice(0, printed.length - line.length)
}

function describe({ script, printed, isFirst }: Question, reason: string): string {
  const having = printed === '' ? '' : `, having printed ${shortened(printed)}`
  if (isFirst) {
    return `${reason} before it answered anything${having} (is it a solver that reads SMT-LIB 2 on standard input?)`
  }
  const error = errorIn(printed)
  if (error !== undefined) return `did not accept ${shortened(script)}: ${shortened(error)}, and ${reason}`
  return `${reason} while answering ${shortened(script)}${having}`
}

/** Whether a process can be ended with all that it has started. */
const HAS_GROUPS = process.platform !== 'win32'

/** In UTF-16 code units. The last words tell most. */
const longestComplaint = 240

function start(command: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  try {
    // In a group of its own, it can be ended with all that it starts, and Ctrl-C is for its parent alone.
    return spawn(command, args, { detached: HAS_GROUPS })
  } catch (error) {
    throw new SolverError(
      command,
      `cannot start ${command}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
