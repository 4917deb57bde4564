import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import * as surface from 'premortem'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isModel, type ModelDefinition } from '../../src/dsl/model.js'
import { meets, showExpected } from '../../src/dsl/expect.js'
import { bmc } from '../../src/engine/bmc.js'
import { explicit } from '../../src/engine/explicit.js'
import type { PropertyResult } from '../../src/engine/verdict.js'
import { ModelError } from '../../src/ir/model-error.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { loadZ3, type Z3 } from '../../src/smt/z3.js'
import { documents, ROOT } from './document.js'
import { claimedError, claimsOf, moduleOf, type Claims } from './example.js'
import { isExcerpt, isProgram, copyFolders } from './program.js'

const DEPTH = 20

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-docs-')))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
const examples = documents()
  .flatMap(({ blocks }) => {
    const commands = blocks.filter(({ language }) => language === 'sh').map(({ content }) => content)
    return blocks
      .filter((block) => block.language === 'ts' && !isExcerpt(block))
      .map((block) => ({
        // What a program can import.
        page: blocks.filter(({ language, file }) => language === 'ts' && file !== ''),
        block,
        // The verdicts are in the output of a command.
        isShown: block.file !== '' && commands.some((command) => command.includes(` ${block.file}`)),
      }))
  })
  .map(({ block, isShown, page }, place) => {
    const own = join(folder, String(place))
    const file = join(own, block.file === '' ? 'example.ts' : block.file)
    mkdirSync(own)
    if (isProgram(block)) {
      copyFolders(own)
      for (const other of page) if (!isExcerpt(other)) writeFileSync(join(own, other.file), other.content)
    }
    writeFileSync(file, moduleOf(block))
    return { block, isShown, file, place: block.place }
  })
const excerpts = documents().flatMap(({ blocks }) => blocks.filter(isExcerpt))

let z3: Z3
let problems: ReadonlyMap<string, readonly string[]>
beforeAll(async () => {
  const [programs, models] = [true, false].map((wanted) =>
    examples.filter(({ block }) => isProgram(block) === wanted).map(({ file }) => file),
  )
  problems = new Map([...compile(programs ?? [], ['node']), ...compile(models ?? [], [])])
  z3 = await loadZ3()
}, 120_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** What the compiler has against the files, as strict as for the project itself. */
function compile(files: readonly string[], types: string[]): ReadonlyMap<string, readonly string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const program = ts.createProgram(files, { ...options, types })
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
  const loader = createJiti(import.meta.url, {
    interopDefault: false,
    virtualModules: { premortem: surface },
  })
  const module = await loader.import<{ readonly default?: unknown }>(file)
  if (!isModel(module.default)) throw new Error('the example exports no model')
  return module.default
}

/** What the engine in everyday use says of a system, and what the one says that enumerates states on the reference interpreter. */
function verdicts(system: TransitionSystem): Promise<readonly (readonly PropertyResult[])[]> {
  const problem = { system, depth: DEPTH, openSolver: () => z3.open(), report: () => undefined }
  return Promise.all([bmc, explicit()].map((engine) => engine.check(problem)))
}

/** The verdict as examples claim it. A proof says also that the property holds up to the depth. */
function inWords({ verdict }: PropertyResult, claim: string | undefined): string {
  switch (verdict.kind) {
    case 'violated':
    case 'reached':
      return `${verdict.kind} at depth ${String(verdict.depth)}`
    case 'holds':
      return `holds to depth ${String(verdict.depth)}`
    case 'unreached':
      return `never reached${verdict.certificate === undefined ? ` to depth ${String(verdict.depth)}` : ''}`
    case 'proved':
      return claim === `holds to depth ${String(DEPTH)}` ? claim : 'proved'
    case 'undecided':
      return `undecided: ${verdict.reason}`
  }
}

/** What is still to be said about an example: claims that are wrong, findings that it does not mention. */
function mistakes(results: readonly PropertyResult[], claims: Claims): readonly string[] {
  const names = new Set(results.map(({ property }) => property))
  const unknown = [...claims.keys()]
    .filter((name) => !names.has(name))
    .map((name) => `${name} is no property`)
  const wrong = results.flatMap((result) => {
    const claim = claims.get(result.property)
    const found = inWords(result, claim)
    const isImplicit = result.kind === 'deadlock' || result.kind === 'range'
    if (claim === found || (claim === undefined && isImplicit && result.verdict.kind !== 'violated'))
      return []
    return [`${result.property}: ${found}, and the text says ${claim ?? 'nothing'}`]
  })
  return [...unknown, ...wrong]
}

/** How the verdicts differ from those that the model pins. */
async function surprises(definition: ModelDefinition): Promise<readonly string[]> {
  const lists = await Promise.all(
    definition.expect.map(async ({ params, verdicts: pinned }) => {
      const answers = await verdicts(definition.instantiate(params))
      return answers.flatMap((results) =>
        Object.entries(pinned).flatMap(([property, expected]) => {
          const verdict = results.find((result) => result.property === property)?.verdict
          if (verdict !== undefined && meets(expected, verdict)) return []
          return [
            `${property}: ${showExpected(expected)} is pinned, and it is ${verdict?.kind ?? 'not asked'}`,
          ]
        }),
      )
    }),
  )
  return lists.flat()
}

describe.each(examples)('$place', ({ block, isShown, file }) => {
  it('compiles', () => {
    expect(problems.get(file)).toEqual([])
  })

  // What it prints is compared where the commands are.
  if (isProgram(block)) return

  const error = claimedError(block)
  if (error !== undefined) {
    it(`is refused: ${error}`, async () => {
      const complaint: unknown = await load(file)
        .then((definition) => definition.instantiate())
        .catch((thrown: unknown) => thrown)
      expect(complaint).toBeInstanceOf(ModelError)
      expect(complaint).toMatchObject({ code: error })
    })
    return
  }

  it('means what it says', async () => {
    const definition = await load(file)
    if (definition.expect.length > 0) {
      expect(await surprises(definition)).toEqual([])
    } else if (isShown) {
      definition.instantiate()
    } else {
      const answers = await verdicts(definition.instantiate())
      expect(answers.flatMap((results) => mistakes(results, claimsOf(block)))).toEqual([])
    }
  })
})

describe.each(excerpts)('$place', ({ file, content }) => {
  it(`is what stands in ${file}`, () => {
    expect(unindented(readFileSync(join(ROOT, file), 'utf8'))).toContain(unindented(content))
  })
})

/** Code as it is wherever it stands. */
function unindented(code: string): string {
  return code.replaceAll(/^ +/gm, '')
}
