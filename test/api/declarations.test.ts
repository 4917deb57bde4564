import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../docs/document.js'
import { PARTS, PROGRAM } from './consumer.js'

const DIST = join(ROOT, 'dist')
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  declaration: true,
  skipLibCheck: false,
  types: ['node'],
}

/** An alternative of this type is had by looking at its `kind`; nobody need name it. */
const NARROWED = 'Expr'

/** The references in public signatures of the rooms for programs to what users cannot name. */
function unnamed(): readonly string[] {
  const index = join(DIST, 'index.d.ts')
  const program = ts.createProgram([index], OPTIONS)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(index)!)!
  const original = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)
  const exported = new Set(checker.getExportsOfModule(module).map(original))
  const fileOf = (symbol: ts.Symbol): string =>
    relative(DIST, symbol.declarations?.[0]?.getSourceFile().fileName ?? ROOT)
  const found: string[] = []
  for (const symbol of exported) {
    // Of models, what users name is the business of the other test.
    if (fileOf(symbol).startsWith('dsl') || symbol.name === NARROWED) continue
    const enter = (node: ts.Node): void => {
      const name = referenceIn(node)
      const target = name === undefined ? undefined : checker.getSymbolAtLocation(name)
      if (target !== undefined) {
        const real = original(target)
        const isOurs = !fileOf(real).startsWith('..') && (real.flags & ts.SymbolFlags.TypeParameter) === 0
        if (isOurs && !exported.has(real))
          found.push(`${symbol.name} speaks of ${real.name} (${fileOf(real)})`)
      }
      ts.forEachChild(node, enter)
    }
    symbol.declarations?.forEach(enter)
  }
  return found
}

function referenceIn(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName
  if (ts.isTypeQueryNode(node)) return node.exprName
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined
}

describe('the published declarations', () => {
  let folder: string
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-consumer-')))
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true })
    symlinkSync(ROOT, join(folder, 'node_modules/premortem'))
    symlinkSync(join(ROOT, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  /** What the compiler has against files of a user, and against the declarations that they import. */
  function complaints(files: readonly string[]): readonly string[] {
    const host = ts.createCompilerHost(OPTIONS)
    host.getCurrentDirectory = () => folder
    const program = ts.createProgram(
      files.map((file) => join(folder, file)),
      { ...OPTIONS, outDir: join(folder, 'out') },
      host,
    )
    // Those of the declarations are told in both places.
    const { diagnostics } = program.emit(undefined, () => undefined)
    const found = [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(
      ({ file, start = 0, messageText }) => {
        const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
        const message = ts.flattenDiagnosticMessageText(messageText, ' ')
        return `${relative(folder, file?.fileName ?? '')}:${String(line + 1)}: ${message}`
      },
    )
    return [...new Set(found)]
  }

  it('let a program name all that goes in and comes out', () => {
    expect(unnamed()).toEqual([])
    writeFileSync(join(folder, 'program.ts'), PROGRAM)
    expect(complaints(['program.ts'])).toEqual([])
  })

  it('let the declarations of models, and of parts of models, name what is inferred', () => {
    writeFileSync(join(folder, 'parts.ts'), PARTS)
    cpSync(join(ROOT, 'models'), join(folder, 'models'), { recursive: true })
    const models = readdirSync(join(folder, 'models')).map((story) => `models/${story}/model.ts`)
    expect(complaints(['parts.ts', ...models])).toEqual([])
  })
})
