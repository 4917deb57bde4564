import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as surface from 'premortem'
import { describe, expect, it } from 'vitest'
import dynamodbDns from '../../models/dynamodb-dns/model.js'
import { explicit } from '../../src/engine/explicit.js'
import type { Verdict } from '../../src/engine/verdict.js'
import { EXIT } from '../../src/report/verdict/exit-code.js'
import { documents, ROOT } from './document.js'

function page(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

type Row = readonly [string, string, string, string, string]

/** The rows of the first table below a heading, without its head; cells that a narrower table lacks are empty. */
function tableRows(text: string, heading: string): readonly Row[] {
  const [, below = ''] = text.split(`\n${heading}\n`)
  const rows = /(?:^\|.*\|\n)+/m.exec(below)?.[0].trim().split('\n') ?? []
  if (rows.length < 3) throw new Error(`there is no table below ${heading}`)
  return rows.slice(2).map((row) => {
    const [, a = '', b = '', c = '', d = '', e = ''] = row.split('|').map((cell) => cell.trim())
    return [a, b, c, d, e]
  })
}

function firstColumn(text: string, heading: string): readonly string[] {
  return tableRows(text, heading).map(([first]) => first.replaceAll('`', ''))
}

describe('the modelling reference', () => {
  const reference = page('docs/modelling.md')

  it('names everything that models can be written with', () => {
    // What models do not use: for programs that read models.
    const forPrograms = [...page('docs/api.md').matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
    const names = Object.keys(surface).filter((name) => !forPrograms.includes(name))
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(reference))).toEqual([])
  })

  it('lists exactly the codes of model errors', () => {
    const source = page('src/ir/model-error.ts')
    const [, union = ''] = /type ModelErrorCode =([^]*?)\n\n/.exec(source) ?? []
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code)
    expect(codes.length).toBeGreaterThan(10)
    expect(firstColumn(reference, '## Errors')).toEqual(codes)
  })
})

describe('the API', () => {
  it('is what the declarations and their comments say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/api-reference.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
  })
})

describe('the semantics', () => {
  it('lists exactly the exit codes', () => {
    const listed = firstColumn(page('docs/semantics.md'), '## Exit codes').map(Number)
    expect(listed).toEqual(Object.values(EXIT).toSorted((a, b) => a - b))
  })
})

describe('how it works', () => {
  it('has every folder of the sources', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`)
    const listed = firstColumn(page('docs/how-it-works.md'), '## Where things are')
    expect(listed.flatMap((cell) => cell.split(', ')).toSorted()).toEqual(folders.toSorted())
  })
})

/** What a cell of the table of fixes says: the steps to a finding, or undefined where there is a proof that it is never met. */
function stepsIn(cell: string): number | undefined {
  const steps = /^in (\d+) steps$/.exec(cell)?.[1]
  if (steps === undefined && cell !== 'never') throw new Error(`what does ${cell} say?`)
  return steps === undefined ? undefined : Number(steps)
}

function stepsOf(verdict: Verdict | undefined): number | undefined {
  if (verdict?.kind === 'violated' || verdict?.kind === 'reached') return verdict.depth
  const isProof =
    verdict?.kind === 'proved' || (verdict?.kind === 'unreached' && verdict.certificate !== undefined)
  if (!isProof) throw new Error(`the verdict is ${verdict?.kind ?? 'missing'}, and should be final`)
  return undefined
}

describe('the README', () => {
  it.each(tableRows(page('README.md'), '## Six answers to one race'))(
    'tells the truth about the fix %s',
    async (name, _, empty, regression, recovery) => {
      const asked = ['noEmptyEndpoint', 'noRegression', 'recovers']
      const system = dynamodbDns.instantiate({ fix: name.replaceAll('`', '') })
      // Visits all states. What the solver says is told in docs/fixes.md, whose commands are run.
      const results = await explicit().check({
        system: {
          ...system,
          properties: system.properties.filter((property) => asked.includes(property.name)),
        },
        depth: 200,
        openSolver: () => Promise.reject(new Error('no solver is needed here')),
        report: () => undefined,
      })
      const found = asked.map((property) =>
        stepsOf(results.find((result) => result.property === property)?.verdict),
      )
      expect([empty, regression, recovery].map(stepsIn)).toEqual(found)
    },
  )

  it('shows the two commands that every commit is checked with', () => {
    const readme = documents().find(({ path }) => path === 'README.md')
    const commands = (readme?.blocks ?? [])
      .filter(({ language }) => language === 'sh')
      .flatMap(({ content }) => content.trim().split('\n'))
    expect(commands).toContain('npm ci && npm start')
    expect(commands).toContain('npm test')
    const script = page('.ci/run')
    for (const command of ['npm ci', 'npm start', 'npm test'])
      expect(script).toMatch(new RegExp(`^${command}$`, 'm'))
  })
})
