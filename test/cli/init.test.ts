import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = join(REPOSITORY, 'dist/cli/main.js')

let folder = ''
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'premortem-init-')), 'My Models')
  await run(process.execPath, [PROGRAM, 'init', folder])
  // As `npm install` would, with what is installed here.
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(async () => {
  await rm(join(folder, '..'), { recursive: true, force: true })
})

describe('premortem init', () => {
  it('makes a project that is named after its folder', async () => {
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as unknown
    const { version } = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as {
      readonly version: string
    }
    expect(manifest).toMatchObject({
      name: 'my-models',
      devDependencies: { premortem: `^${version}` },
    })
    expect(await readFile(join(folder, '.github/workflows/premortem.yml'), 'utf8')).toContain('npm test')
  })

  it('has a model in which the race is found', async () => {
    const { stdout } = await run(
      process.execPath,
      [PROGRAM, 'check', 'models/job-queue.ts', '--as-expected'],
      {
        cwd: folder,
      },
    )
    expect(stdout).toContain('runsOnce  VIOLATED at depth 4')
    const fixed = await run(
      process.execPath,
      [PROGRAM, 'check', 'models/job-queue.ts', '--as-expected', '--param', 'fix=atomic'],
      { cwd: folder },
    )
    expect(fixed.stdout).toContain('runsOnce  PROVED')
  })

  it('overwrites nothing', async () => {
    await expect(run(process.execPath, [PROGRAM, 'init', folder])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('has already got package.json') as string,
    })
  })

  it('says what is wrong with a place that cannot be written', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    await expect(run(process.execPath, [PROGRAM, 'init', join(file, 'below')])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot be written') as string,
    })
  })

  it('has a test of its own that passes, and prints the trace when it fails', async () => {
    const modules = join(folder, '..', 'modules')
    await mkdir(modules)
    await rm(join(folder, 'node_modules'))
    await symlink(join(REPOSITORY, 'node_modules/vitest'), join(modules, 'vitest'))
    await symlink(REPOSITORY, join(modules, 'premortem'))
    await symlink(modules, join(folder, 'node_modules'))
    const vitest = join(REPOSITORY, 'node_modules/vitest/vitest.mjs')
    const passed = await run(process.execPath, [vitest, 'run', '--root', folder], { cwd: folder })
    expect(passed.stdout).toContain('2 passed')
    const test = join(folder, 'test/models.test.ts')
    const text = await readFile(test, 'utf8')
    await writeFile(test, text.replace('.toBe(false)', '.toBe(true)'))
    await expect(
      run(process.execPath, [vitest, 'run', '--root', folder], { cwd: folder }),
    ).rejects.toMatchObject({
      stdout: expect.stringContaining('1 failed') as string,
      stderr: expect.stringContaining('How runsOnce is violated, in 4 steps') as string,
    })
  })
})
