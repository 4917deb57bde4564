import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built program. */
export const MAIN =
  process.env.PREMORTEM_MAIN ?? fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** A program that has not ended by then never will: its status is null. */
const LONGEST_MS = 300_000

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder for a test file's models, and the program run in it. */
export class Workplace {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-cli-')))

  write(file: string, content: string): void {
    writeFileSync(join(this.folder, file), content)
  }

  /** Runs the program with nobody watching: no terminal, no wish for colours. */
  premortem(words: readonly string[], env: Readonly<Record<string, string>> = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
      cwd: this.folder,
      env: { ...quietEnvironment(), ...env },
      encoding: 'utf8',
      timeout: LONGEST_MS,
    })
    return { status, stdout, stderr }
  }

  /** Runs a line of shell in which `premortem` is the program. */
  shell(line: string): Outcome {
    const program = `premortem() { '${process.execPath}' '${MAIN}' "$@"; }`
    const { status, stdout, stderr } = spawnSync('sh', ['-c', `${program}\n${line}`], {
      cwd: this.folder,
      env: quietEnvironment(),
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  /** Runs the program, and sends it a signal as soon as it has printed something. */
  interrupted(
    words: readonly string[],
    signal: NodeJS.Signals,
  ): Promise<Outcome & { readonly signal: NodeJS.Signals | null }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [MAIN, ...words], { cwd: this.folder, env: quietEnvironment() })
      let [stdout, stderr] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (stdout === '') child.kill(signal)
        stdout += text
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text
      })
      child.on('close', (status, endedBy) => {
        resolve({ status, signal: endedBy, stdout, stderr })
      })
    })
  }

  close(): void {
    rmSync(this.folder, { recursive: true })
  }
}

function quietEnvironment(): NodeJS.ProcessEnv {
  const told = ['NO_COLOR', 'FORCE_COLOR', 'COLUMNS']
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !told.includes(name)))
}
