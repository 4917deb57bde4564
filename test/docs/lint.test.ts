import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents, ROOT } from './document.js'

const configurations = documents().flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'js'))

/** What slips through the compiler, and what the text says nobody finds. */
const SLIPS = `import { flag, model, range, state, step, when } from 'premortem'

export default model({
  name: 'slips',
  build() {
    const open = state(flag())
    const stock = state(range(0, 5))
    const price = state(range(0, 5))
    void (open || stock.is(1)) // reported
    void when(!open) // reported
    while (stock.is(1)) break // reported
    void [open].filter((value) => value) // reported
    void (stock === price)
    void Boolean(open)
    void [stock].includes(price)
    return { open, stock, price, wait: step() }
  },
})
`

let folder: string
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-lint-')))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(ROOT, 'tsconfig.json'),
      compilerOptions: { paths: { premortem: [join(ROOT, 'src', 'index.ts')] }, types: [] },
      include: ['*.ts'],
    }),
  )
  writeFileSync(join(folder, 'slips.ts'), SLIPS)
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it('is shown in the reference', () => {
  expect(configurations.map(({ file }) => file)).toEqual(['eslint.config.js'])
})

describe.each(configurations)('$place', ({ file, content }) => {
  it('reports what the text says it does, and nothing else', async () => {
    writeFileSync(join(folder, file), content)
    const [result] = await new ESLint({ cwd: folder }).lintFiles(['slips.ts'])
    const expected = SLIPS.split('\n').flatMap((row, at) => (row.endsWith('// reported') ? [at + 1] : []))
    expect([...new Set(result?.messages.map(({ line }) => line))]).toEqual(expected)
    expect(new Set(result?.messages.map(({ ruleId }) => ruleId))).toEqual(
      new Set(['@typescript-eslint/strict-boolean-expressions']),
    )
  })
})
