import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDLESS, LOST_UPDATE } from './models.js'
import { MAIN, Workplace } from './running.js'
import { Screen } from './screen.js'

const place = new Workplace()
beforeAll(() => {
  place.write('endless.ts', ENDLESS)
  place.write('lost-update.ts', LOST_UPDATE)
})
afterAll(() => {
  place.close()
})

/** What a terminal of 80 columns is sent. `script` of util-linux is one. */
function inTerminal(words: string, env: Readonly<Record<string, string>> = {}): string {
  const command = `stty cols 80; '${process.execPath}' '${MAIN}' ${words}`
  const { stdout } = spawnSync('script', ['-qefc', command, '/dev/null'], {
    cwd: place.folder,
    env: { ...process.env, TERM: 'xterm', NO_COLOR: '1', ...env },
    encoding: 'utf8',
    input: '',
  })
  return stdout
}

const version = spawnSync('script', ['--version'], { encoding: 'utf8' })
const hasTerminal = version.status === 0 && version.stdout.includes('util-linux')
const LONG = 'endless.ts --engine bmc --depth 100000 --timeout 2'
/** For a line that would be drawn to be seen: that is after half a second. */
const LONG_ENOUGH = 'endless.ts --engine bmc --depth 100000 --timeout 1'

describe.skipIf(!hasTerminal)('on a terminal', () => {
  it('there is a line for each engine, and it goes', () => {
    const sent = inTerminal(LONG)
    expect(sent).toMatch(/bmc {2}depth \d+ of 100000/)
    const screen = new Screen(80)
    screen.write(sent)
    expect(screen.lines[0]).toBe('endless')
    expect(screen.lines.join('\n')).not.toContain('of 100000')
    for (const line of screen.lines) expect(line.length).toBeLessThanOrEqual(80)
  })

  it.each([
    ['--quiet', `${LONG_ENOUGH} --quiet`, {}],
    ['a dumb terminal', LONG_ENOUGH, { TERM: 'dumb' }],
    ['what is over soon', 'simulate lost-update.ts --runs 1', {}],
    ['errors piped away', `${LONG_ENOUGH} 2>/dev/null`, {}],
    ['lines for programs', `${LONG_ENOUGH} --format jsonl`, {}],
  ])('there is none with %s', (_, words, env) => {
    const sent = inTerminal(words, env)
    expect(sent).not.toBe('')
    expect(sent).not.toContain('\u001b')
  })

  it('there is one for sweeps and simulations', () => {
    expect(inTerminal('sweep endless.ts --depth 1..9999 --timeout 2')).toMatch(
      /0 of 1 cases {2}[\d.]+ s\u001b\[K\r?\nbmc {2}depth \d+ of 9999/,
    )
    expect(inTerminal('simulate endless.ts --runs 20000')).toMatch(/\d of 20,000 runs {2}[\d.]+ s/)
  })
})

describe.skipIf(!hasTerminal)('colours', () => {
  const commands = [
    'check lost-update.ts --depth 5 --engine explicit',
    'prove lost-update.ts --depth 5 --engine explicit',
    'sweep lost-update.ts --depth 1..5 --engine explicit',
    'simulate lost-update.ts --runs 5',
    'list',
  ]
  it.each(commands)('are there on a terminal, unless NO_COLOR is set: %s', (words) => {
    const colour = /\u001b\[\d*m/
    expect(inTerminal(words, { NO_COLOR: '' })).toMatch(colour)
    expect(inTerminal(words)).not.toMatch(colour)
    expect(inTerminal(`${words} --no-color`, { NO_COLOR: '' })).not.toMatch(colour)
  })

  it.each(commands)('are not there in a pipe: %s', (words) => {
    expect(place.premortem(words.split(' ')).stdout).not.toContain('\u001b')
  })
})
