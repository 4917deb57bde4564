import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ENDLESS, LOST_UPDATE } from './models.js'
import { Running, TELLS_PROCESSES } from './process-tree.js'
import { Workplace } from './running.js'

const place = new Workplace()
const running: Running[] = []
afterEach(() => {
  if (TELLS_PROCESSES) for (const one of running.splice(0)) one.cleanUp()
})
afterAll(() => {
  place.close()
})

/** The same in two files: what is written depends on a rule of its own. */
const RULE = 'export const written = (seen, total) => seen.plus(1)\n'
const MODEL = `import { written } from './rule.mjs'
${LOST_UPDATE.replace("(fix === 'none' ? seen : total).plus(1)", 'written(seen, total)')}`

let folders = 0
/** A watched model in a folder of its own, when its first report is there. */
async function watching(
  ...flags: readonly string[]
): Promise<{ readonly one: Running; readonly folder: string }> {
  folders += 1
  const folder = join(place.folder, String(folders))
  mkdirSync(folder)
  writeFileSync(join(folder, 'model.ts'), MODEL)
  writeFileSync(join(folder, 'rule.mjs'), RULE)
  const one = new Running(folder, ['check', 'model.ts', '--property', 'nothingLost', '--watch', ...flags])
  running.push(one)
  await one.until(() => invitations(one) === 1)
  return { one, folder }
}

/** How often it waited for changes. */
function invitations({ stderr }: Running): number {
  return stderr.split('Ctrl-C ends it.').length - 1
}

/** What is printed from the n-th change on. */
function afterChange({ stdout }: Running, change: number): string {
  return stdout.split(/^── /m)[change] ?? ''
}

async function interrupted(one: Running): Promise<number | null> {
  one.child.kill('SIGINT')
  const { status } = await one.ended
  if (TELLS_PROCESSES) await one.until(() => one.processes().length === 0)
  return status
}

describe('--watch', () => {
  it('checks again when an imported file is saved, after following the last trace', async () => {
    const { one, folder } = await watching()
    expect(one.stdout).toContain('nothingLost  VIOLATED at depth 4')
    expect(one.stderr).toContain('Watching model.ts and 1 more.')

    writeFileSync(join(folder, 'rule.mjs'), RULE.replace('seen.plus', 'total.plus'))
    await one.until(() => invitations(one) === 2)
    expect(afterChange(one, 1)).toMatch(/^\d\d:\d\d:\d\d {2}rule\.mjs ─+\n/)
    expect(afterChange(one, 1)).toContain(
      '\nThe last trace of nothingLost: goes through, and the property holds on it\n',
    )
    expect(afterChange(one, 1)).toMatch(/nothingLost {2}(PROVED|holds)/)

    writeFileSync(join(folder, 'rule.mjs'), `${RULE}// again\n`)
    await one.until(() => invitations(one) === 3)
    expect(afterChange(one, 2)).toContain('The last trace of nothingLost: still violates it\n')
    expect(afterChange(one, 2)).toContain('nothingLost  VIOLATED at depth 4')
    expect(await interrupted(one)).toBe(12)
  })

  it('sees files that are replaced, and takes a burst of changes for one', async () => {
    const { one, folder } = await watching()
    rmSync(join(folder, 'model.ts'))
    await wait(250)
    writeFileSync(join(folder, 'model.ts.new'), MODEL.replace('read: step(', 'look: step('))
    renameSync(join(folder, 'model.ts.new'), join(folder, 'model.ts'))
    for (let save = 0; save < 10; save += 1) {
      writeFileSync(join(folder, 'rule.mjs'), `${RULE}// ${String(save)}\n`)
      await wait(10)
    }
    await one.until(() => invitations(one) === 2)
    await wait(500)
    expect(invitations(one)).toBe(2)
    expect(afterChange(one, 1)).toContain(
      'The last trace of nothingLost: no longer possible: step 1, there is no action worker[0].read\n',
    )
    expect(one.stderr).not.toContain('premortem:')
    expect(await interrupted(one)).toBe(12)
  })

  it('tells what is wrong with the model, and keeps watching', async () => {
    const { one, folder } = await watching()
    writeFileSync(join(folder, 'model.ts'), `${MODEL}\nthis is no program\n`)
    await one.until(() => invitations(one) === 2)
    expect(one.stderr).toMatch(/premortem: model\.ts:\d+: The file is not TypeScript/)
    writeFileSync(join(folder, 'model.ts'), MODEL.replace("'lost-update'", "'better'"))
    await one.until(() => invitations(one) === 3)
    expect(afterChange(one, 2)).toContain('\nbetter  workers=2')
    expect(await interrupted(one)).toBe(12)
  })

  it('lets go of a check that a newer model has overtaken', async () => {
    const { one, folder } = await watching(
      '--engine',
      'bmc',
      '--depth',
      '100000',
      '--format',
      'jsonl',
      '--out',
      'news.jsonl',
      '--format',
      'text',
    )
    writeFileSync(join(folder, 'model.ts'), ENDLESS.replace('together:', 'nothingLost:'))
    // There is nothing to see of it on standard output, so it gets some time.
    await wait(2000)
    expect(invitations(one)).toBe(1)
    writeFileSync(join(folder, 'model.ts'), MODEL.replace("'lost-update'", "'newest'"))
    await one.until(() => invitations(one) === 2)
    expect(one.stdout).not.toContain('Interrupted')
    expect(afterChange(one, 2)).toContain('\nnewest  workers=2')
    expect(await interrupted(one)).toBe(12)
  })

  it('ends with what is established in the midst of a check', async () => {
    const { one, folder } = await watching('--engine', 'bmc', '--depth', '100000')
    writeFileSync(join(folder, 'model.ts'), ENDLESS.replace('together:', 'nothingLost:'))
    await one.until(() => afterChange(one, 1).includes('The last trace'))
    await wait(1000)
    expect(await interrupted(one)).toBe(130)
    expect(afterChange(one, 1)).toContain('Interrupted: this is what was established until then.')
  })

  it('streams its news as events', async () => {
    folders += 1
    const folder = join(place.folder, String(folders))
    mkdirSync(folder)
    writeFileSync(join(folder, 'model.ts'), LOST_UPDATE)
    const one = new Running(folder, ['model.ts', '--property', 'nothingLost', '--watch', '--format', 'jsonl'])
    running.push(one)
    const ends = (): number => one.events().filter(({ event }) => event === 'end').length
    await one.until(() => ends() === 1)
    writeFileSync(join(folder, 'model.ts'), `${LOST_UPDATE}// saved\n`)
    await one.until(() => ends() === 2)
    const news = one.events()
    const at = news.findIndex(({ event }) => event === 'changed')
    expect(news.slice(at, at + 3)).toEqual([
      { event: 'changed', file: 'model.ts' },
      {
        event: 'replay',
        property: 'nothingLost',
        outcome: 'still-violates',
        message: 'The last trace of nothingLost: still violates it',
      },
      expect.objectContaining({ event: 'start' }),
    ])
    expect(one.stderr).toBe('')
    expect(await interrupted(one)).toBe(12)
  })

  it('does not watch what does not exist', () => {
    const { status, stderr } = place.premortem(['nowhere.ts', '--watch'])
    expect(stderr).toContain('There is no file nowhere.ts.')
    expect(status).toBe(2)
  })
})

beforeAll(() => {
  writeFileSync(join(place.folder, 'package.json'), '{ "type": "module" }\n')
})
