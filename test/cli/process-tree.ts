import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { MAIN } from './running.js'

/** Whether the system tells what processes there are. */
export const TELLS_PROCESSES = existsSync('/proc/self/environ')

/** A running program, all whose processes can be told, even those that have lost their parent. */
export class Running {
  stdout = ''
  stderr = ''
  private readonly mark = `PREMORTEM_MARK=${randomUUID()}`
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }>

  constructor(
    folder: string,
    words: readonly string[],
    program: readonly string[] = [process.execPath, MAIN],
  ) {
    const [file = '', ...first] = program
    const [name = '', value] = this.mark.split('=')
    this.child = spawn(file, [...first, ...words], {
      cwd: folder,
      env: { ...process.env, [name]: value },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text
    })
    this.ended = new Promise((resolve) => {
      this.child.on('close', (status, signal) => {
        resolve({ status, signal })
      })
    })
  }

  /** The program and what it started, as far as it lives. */
  processes(): readonly number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return (
            readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(this.mark) &&
            !/^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
          )
        } catch {
          return false
        }
      })
      .map(Number)
  }

  /** Resolves when it is so. @throws when that takes longer than anything should. */
  async until(holds: () => boolean): Promise<void> {
    for (let looks = 0; !holds(); looks += 1) {
      if (looks > 1500) throw new Error(`it never came: ${this.stdout}\n${this.stderr}`)
      await wait(20)
    }
  }

  /** The lines of JSON printed so far. */
  events(): readonly Record<string, unknown>[] {
    const lines = this.stdout.slice(0, this.stdout.lastIndexOf('\n') + 1).split('\n')
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>)
  }

  /** Ends what a failed test may have left. */
  cleanUp(): void {
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL')
  }
}
