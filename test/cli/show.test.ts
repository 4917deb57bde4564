import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOST_UPDATE, STUCK } from './models.js'
import { Workplace } from './running.js'

const place = new Workplace()
const checked = ['lost-update.ts', '--engine', 'explicit', '--depth', '6']
let told = ''
beforeAll(() => {
  place.write('lost-update.ts', LOST_UPDATE)
  const outs = ['r.json', 'r.itf.json', 'r.xml', 'r.sarif', 'r.mmd', 'r.html'].flatMap((file) => [
    '--out',
    file,
  ])
  told = place.premortem([...checked, ...outs]).stdout
})
afterAll(() => {
  place.close()
})

const written = (file: string): string => readFileSync(join(place.folder, file), 'utf8')
/** From the title of the story to the end of it. */
const story = (text: string): string =>
  text.slice(text.indexOf('How ')).split('\n\nFurther traces')[0]!.trimEnd()

describe('show', () => {
  it.each(['r.json', 'r.itf.json'])('tells the trace in %s as check told it, and replays it', (file) => {
    const { status, stdout, stderr } = place.premortem(['show', file, '--property', 'nothingLost'])
    expect(story(told)).toMatch(/^How nothingLost is violated, in 4 steps\n/)
    expect(story(stdout)).toBe(story(told))
    expect(stdout).toContain(
      'Replayed on lost-update.ts: every step is possible, and nothingLost is violated at the end.\n',
    )
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })

  /** What show says of a file when the model is not where it was. */
  const shownAway = (file: string): string => {
    place.write(`away-${file}`, written(file).replace('"file": "lost-update.ts"', '"file": "gone.ts"'))
    const { status, stdout } = place.premortem(['show', `away-${file}`, '--property', 'nothingLost'])
    expect(status).toBe(0)
    expect(stdout).toContain('Not replayed: no model is at hand, so this is what the file says.\n')
    return stdout
  }

  it('tells our JSON without the model as it was told with it, but for the words of the model, and says so', () => {
    const away = shownAway('r.json')
    expect(away).not.toContain('Left out')
    const quoted = /\n {2}nothingLost: invariant\([^]*?\n\n/
    expect(story(told)).toMatch(quoted)
    expect(story(away)).toBe(story(told).replace(quoted, '\n  As saved, not replayed:\n\n'))
    expect(story(away)).toContain('\n\nThe race: ')
    expect(story(away)).toContain('\n\nEvery step is needed')
  })

  it('tells ITF without the model, and says what is not in it', () => {
    const away = shownAway('r.itf.json')
    expect(away.replace(/\s+/g, ' ')).toContain(
      'Left out, because the file does not say it: what its formula comes to, where its values come from, whether there was a race, which steps are needed.',
    )
    const steps = (text: string): string => story(text).split('\n\nAfter step')[0]!
    expect(steps(away)).toBe(steps(told))
    expect(away).toContain('After step 4, nothingLost does not hold (lost-update.ts:')
    expect(away).not.toContain('Every step is needed')
  })

  it('writes what was saved once more, in a page and in JSON', () => {
    shownAway('r.json')
    place.premortem(['show', 'away-r.json', '--out', 'away.html', '--out', 'twice.json'])
    const page = written('away.html')
    expect(page).toContain('As saved, not replayed:')
    expect(page).toContain('<b>The race: </b>')
    expect(page).toContain('Every step is needed')
    expect(place.premortem(['show', 'twice.json']).stdout).toBe(
      place.premortem(['show', 'away-r.json']).stdout,
    )
    // Reasons that are not whole are not passed on as if they were.
    const { results, ...rest } = JSON.parse(written('away-r.json')) as {
      results: { trace?: { explanation: object } }[]
    }
    for (const { trace } of results)
      if (trace !== undefined) Reflect.deleteProperty(trace.explanation, 'needs')
    place.write('part.json', JSON.stringify({ ...rest, results }))
    place.premortem(['show', 'part.json', '--out', 'part-again.json'])
    expect(written('part-again.json')).not.toContain('explanation')
  })

  it.each([
    [
      'cannot be loaded',
      'export default (',
      'lost-update.ts cannot be loaded (`premortem check lost-update.ts`',
    ],
    ['is another one', STUCK, 'lost-update.ts is another model now,'],
  ])('tells what was saved where the model of the file %s', (_, source, because) => {
    place.write('lost-update.ts', source)
    const { status, stdout } = place.premortem(['show', 'r.json', '--property', 'nothingLost'])
    place.write('lost-update.ts', LOST_UPDATE)
    expect(status).toBe(0)
    expect(stdout).toContain(`Not replayed: ${because}`)
    expect(stdout).toContain('As saved, not replayed:')
  })

  it('says where the model does not follow any more', () => {
    place.write('changed.ts', LOST_UPDATE.replace("fix === 'none' ? seen : total", 'total'))
    const { status, stdout } = place.premortem(['show', 'r.json', 'changed.ts', '--property', 'nothingLost'])
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Replayed on changed.ts: this trace is not possible any more. Followed 3 of 4 steps: after step 4',
    )
    expect(stdout).toContain('As saved, not replayed:')
    expect(stdout).toContain('Every step is needed')
    expect(stdout).toContain('How nothingLost is violated, in 4 steps\n')
    expect(status).toBe(10)
    place.write('stuck.ts', STUCK)
    expect(place.premortem(['show', 'r.json', 'stuck.ts']).status).toBe(2)
  })

  it('asks for no reasons of another tool', () => {
    const states = ['red', 'green', 'red'].map((color) => ({ color }))
    place.write('light.itf.json', JSON.stringify({ vars: ['color'], states, loop: 0 }))
    const { status, stdout } = place.premortem(['show', 'light.itf.json'])
    expect(stdout).toContain(
      'Not replayed: no model is at hand, so this is what the file says.\n\nHow the last',
    )
    expect(stdout).toMatch(/\n\nFrom here on it goes on again from the initial state, for ever\.\n$/)
    expect(status).toBe(0)
  })

  it('follows no path out of the folder', () => {
    place.write(
      'evil.json',
      written('r.json').replace('"file": "lost-update.ts"', '"file": "../x/lost-update.ts"'),
    )
    expect(place.premortem(['show', 'evil.json']).stdout).toContain('Not replayed')
  })

  it('writes other formats, which say the same', () => {
    const itf = place.premortem(['show', 'r.json', '--property', 'nothingLost', '--format', 'itf'])
    expect(itf.stdout).toBe(written('r.itf.json'))
    place.premortem([
      'show',
      'r.itf.json',
      '--out',
      'again.json',
      '--out',
      'again.html',
      '--out',
      'again.mmd',
    ])
    expect(story(place.premortem(['show', 'again.json']).stdout)).toBe(story(told))
    expect(JSON.parse(written('again.json'))).toHaveProperty('results[0].checked', { replay: true })
    expect(written('again.html')).toContain('<!doctype html>')
    expect(written('again.mmd')).toBe(written('r.mmd'))
  })

  it('says once what is wrong, and where', () => {
    place.write('cut.json', written('r.json').slice(0, 2000))
    const { status, stdout, stderr } = place.premortem(['show', 'cut.json'])
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(
      /^premortem: cut\.json: this is not JSON, or it is cut off( \(at character \d+\))?\.\n {2}Give a file .*\n$/,
    )
    expect(place.premortem(['show', 'none.json']).stderr).toBe(
      'premortem: There is no file none.json.\n  Give the file of a saved trace.\n',
    )
  })
})

describe('a trace that there is not', () => {
  it('is said, and no file is touched', () => {
    place.write('old.itf.json', 'as it was')
    const { status, stderr } = place.premortem([...checked, '--param', 'fix=atomic', '--out', 'old.itf.json'])
    expect(status).toBe(0)
    expect(stderr).toContain('There is no trace to write as ITF: nothing is violated.')
    expect(written('old.itf.json')).toBe('as it was')
  })
})

it('a file name that promises a format the command does not have is refused', () => {
  const { status, stderr } = place.premortem(['show', 'r.json', '--out', 'x.sarif'])
  expect(status).toBe(2)
  expect(stderr).toContain(
    'x.sarif looks like a file for the format sarif, which this command does not have.',
  )
})
