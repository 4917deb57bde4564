import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT } from '../docs/document.js'

/** The example as a project of its own, with what is installed and built here. */
let folder: string
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-example-')))
  cpSync(join(ROOT, 'examples/checked-in-a-test'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/premortem'))
  symlinkSync(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it('prints the shortest schedule that breaks the property when the test fails', () => {
  const file = join(folder, 'stock.test.ts')
  const text = readFileSync(file, 'utf8')
  expect(text).toContain("{ params: { fix: 'atomic' } }")
  writeFileSync(file, text.replace("{ params: { fix: 'atomic' } }", "{ params: { fix: 'none' } }"))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
  )
  expect(status).toBe(1)
  const printed = stdout + stderr
  expect(printed).toContain('neverOversold  VIOLATED at depth 4')
  expect(printed).toContain('How neverOversold is violated, in 4 steps')
  expect(printed).toMatch(/take .* stock 0 -> -1 +stock\.ts:\d+/)
  expect(printed).toContain('1 failed | 1 passed')
})
