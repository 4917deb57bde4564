import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import * as surface from 'premortem'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isModel, type ModelDefinition } from '../../src/dsl/model.js'
import { meets, showExpected } from '../../src/dsl/expect.js'
import { bmc } from '../../src/engine/bmc.js'
import type { PropertyResult, Verdict } from '../../src/engine/verdict.js'
import { ModelError } from '../../src/ir/model-error.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { documents, ROOT } from './document.js'
import { claimedError, claimsOf, moduleOf } from './example.js'

const DEPTH = 20

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-docs-')))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
const examples = documents()
  .flatMap(({ blocks }) => blocks.filter(({ language }) => language === 'ts'))
  .map((block, place) => {
    const file = join(folder, String(place), block.file === '' ? 'example.ts' : block.file)
    mkdirSync(join(folder, String(place)))
    writeFileSync(file, moduleOf(block))
    return { block, file, place: block.place }
  })

let z3: Z3
let problems: ReadonlyMap<string, readonly string[]>
beforeAll(async () => {
  problems = compile(examples.map(({ file }) => file))
  z3 = await loadZ3()
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What the compiler has against the files, as strict as for the project itself. */
function compile(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const program = ts.createProgram(files, { ...options, types: [] })
  return new Map(
    files.map((file) => {
      const source = program.getSourceFile(file)
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      return [file, found.map(describeDiagnostic)]
    }),
  )
}

function describeDiagnostic({ file, start = 0, messageText }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1
  return `line ${String(line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
}

async function load(file: string): Promise<ModelDefinition> {
  const loader = createJiti(import.meta.url, { interopDefault: false, virtualModules: { premortem: surface } })
  const module = await loader.import<{ readonly default?: unknown }>(file)
  if (!isModel(module.default)) throw new Error('the example exports no model')
  return module.default
}

async function verdicts(system: TransitionSystem, depth: number): Promise<readonly PropertyResult[]> {
  return bmc.check({ system, depth, openSolver: () => z3.open(), report: () => undefined })
}

/** The verdict as examples claim it. */
function inWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'violated':
    case 'reached':
      return `${verdict.kind} at depth ${String(verdict.depth)}`
    case 'holds':
      return `holds to depth ${String(verdict.depth)}`
    case 'unreached':
      return verdict.certificate === undefined ? `unreached to depth ${String(verdict.depth)}` : 'never reached'
    default:
      return verdict.kind
  }
}

describe.each(examples)('$place', ({ block, file }) => {
  it('compiles', () => {
    expect(problems.get(file)).toEqual([])
  })

  const error = claimedError(block)
  if (error !== undefined) {
    it(`is refused: ${error}`, async () => {
      const complaint = await load(file)
        .then((model) => model.instantiate())
        .catch((thrown: unknown) => thrown)
      expect(complaint).toBeInstanceOf(ModelError)
      expect(complaint).toMatchObject({ code: error })
    })
    return
  }

  it('means what it says', async () => {
    const definition = await load(file)
    const claims = claimsOf(block)
    const results = await verdicts(definition.instantiate(), DEPTH)
    const found = Object.fromEntries(results.map(({ property, verdict }) => [property, inWords(verdict)]))
    for (const [property, claim] of claims) expect({ [property]: found[property] }).toEqual({ [property]: claim })
    if (definition.expect.length === 0) {
      const silent = results.filter(({ property }) => !claims.has(property))
      const stated = silent.filter(({ kind }) => kind !== 'deadlock' && kind !== 'range')
      expect(stated.map(({ property }) => `${property} without a verdict in the text`)).toEqual([])
      for (const { property } of silent) expect({ [property]: found[property] }).not.toEqual({ [property]: expect.stringContaining('violated') as string })
    }
    for (const { params, verdicts: pinned } of definition.expect) {
      const outcome = await verdicts(definition.instantiate(params), DEPTH)
      for (const [property, expected] of Object.entries(pinned)) {
        const verdict = outcome.find((result) => result.property === property)?.verdict
        const met = verdict !== undefined && meets(expected, verdict)
        expect(met ? '' : `${property}: ${showExpected(expected)}, but ${verdict?.kind ?? 'not asked'}`).toBe('')
      }
    }
  })
})
