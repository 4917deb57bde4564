import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { requireWritable, writeFiles } from '../../src/cli/report-file.js'

const folder = mkdtempSync(join(tmpdir(), 'premortem-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

function trying(...files: readonly string[]): Promise<void> {
  return requireWritable({ screen: 'text', files: files.map((file) => ({ format: 'json', file })) })
}

describe('whether files can be written', () => {
  it('is found out without a trace', async () => {
    const inside = mkdtempSync(join(folder, 'tried-'))
    const there = join(inside, 'there.json')
    writeFileSync(there, 'precious')
    utimesSync(there, 1, 1)
    symlinkSync(join(inside, 'later.json'), join(inside, 'link.json'))
    await trying(there, join(inside, 'new.json'), join(inside, 'link.json'))
    expect(readdirSync(inside).toSorted()).toEqual(['link.json', 'there.json'])
    expect(readFileSync(there, 'utf8')).toBe('precious')
    expect(statSync(there).mtimeMs).toBe(1000)
  })

  it.each([
    [
      'in a folder that is missing',
      join(folder, 'missing', 'a.json'),
      `there is no folder ${join(folder, 'missing')}. Make the folder first, or choose another file.`,
    ],
    ['that is a folder', folder, 'it is a folder. Choose another file.'],
    ['with a name that is too long', join(folder, 'a'.repeat(300)), 'name too long. Choose another file.'],
  ])('is no for one %s', async (_, file, reason) => {
    await expect(trying(join(folder, 'good.json'), file)).rejects.toThrow(
      `${file} cannot be written: ${reason}`,
    )
    expect(existsSync(join(folder, 'good.json'))).toBe(false)
  })

  it('is no for one below a file', async () => {
    writeFileSync(join(folder, 'file'), '')
    const below = join(folder, 'file', 'a.json')
    await expect(trying(below)).rejects.toThrow(`${below} cannot be written: not a directory.`)
  })

  it.skipIf(!existsSync('/sys/kernel'))('is no where files may not be made, even by root', async () => {
    await expect(trying('/sys/a.json')).rejects.toThrow(
      /^\/sys\/a\.json cannot be written: (permission denied|operation not permitted|read-only file system)\./,
    )
  })

  it.skipIf(process.platform === 'win32')('is yes for a pipe, which nobody has to read yet', async () => {
    const pipe = join(folder, 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    await trying(pipe)
  })
})

describe('writing files', () => {
  it('writes each in its format, without colours', async () => {
    const file = join(folder, 'report.txt')
    const palettes: string[] = []
    await writeFiles({ screen: 'text', files: [{ format: 'text', file }] }, (format, { palette, width }) => {
      palettes.push(palette.bad('x'))
      return `${format} ${String(width)}\n`
    })
    expect(readFileSync(file, 'utf8')).toBe('text 100\n')
    expect(palettes).toEqual(['x'])
  })

  it('leaves a file as it is that there is nothing for', async () => {
    const file = join(folder, 'left.json')
    writeFileSync(file, 'precious')
    await writeFiles({ screen: 'text', files: [{ format: 'json', file }] }, () => undefined)
    expect(readFileSync(file, 'utf8')).toBe('precious')
  })

  it('says which cannot be written, and writes the others all the same', async () => {
    const good = join(folder, 'good.json')
    const bad = join(folder, 'missing', 'bad.json')
    const files = [bad, good].map((file) => ({ format: 'json' as const, file }))
    await expect(writeFiles({ screen: 'text', files }, () => '{}')).rejects.toThrow(
      `${bad} cannot be written: there is no folder ${join(folder, 'missing')}.`,
    )
    expect(readFileSync(good, 'utf8')).toBe('{}')
  })

  it('does not blame the file for a report that cannot be made', async () => {
    const files = [{ format: 'json' as const, file: join(folder, 'never.json') }]
    const failing = writeFiles({ screen: 'text', files }, () => {
      throw new TypeError('a defect')
    })
    await expect(failing).rejects.toThrow(/^a defect$/)
  })
})
