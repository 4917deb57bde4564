import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../../src', import.meta.url))

/** What each room may import from, besides itself. Type imports count. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  ir: [],
  dsl: ['ir'],
  lower: ['ir'],
  encode: ['ir', 'lower'],
  smt: ['ir', 'lower', 'encode'],
  trace: ['ir', 'lower', 'encode', 'smt'],
  engine: ['ir', 'lower', 'encode', 'smt', 'trace'],
  run: ['ir', 'smt', 'trace', 'engine'],
  format: ['ir', 'lower', 'encode', 'smt', 'trace', 'engine', 'run', 'explain'],
  explain: ['ir', 'trace'],
  report: ['ir', 'trace', 'engine', 'run', 'explain', 'format'],
  api: ['ir', 'dsl', 'trace', 'engine', 'run', 'format', 'report'],
  'index.ts': ['api', 'ir', 'dsl', 'smt', 'trace', 'engine', 'run', 'format', 'report'],
  cli: ['ir', 'dsl', 'smt', 'trace', 'engine', 'run', 'format', 'report', 'index.ts'],
}

/** The rooms that may use Node's own modules and `process`; the others shall run in a browser too. */
const NODE_ROOMS = ['smt', 'run', 'cli']

interface Import {
  readonly from: string
  readonly specifier: string
  /** The imported file, for imports within src. */
  readonly target: string | undefined
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(SRC, file))
const sources = new Map(
  files.map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
  ]),
)
const imports = [...sources].flatMap(([file, source]) => importsOf(file, source))

function importsOf(file: string, source: ts.SourceFile): readonly Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    const { text } = specifier
    found.push({
      from: file,
      specifier: text,
      target: text.startsWith('.') ? resolve(dirname(file), text).replace(/\.js$/, '.ts') : undefined,
    })
  }
  const enter = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier)
    if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')
    ) {
      add(node.arguments[0])
    }
    if (
      ts.isCallExpression(node) &&
      ts.isCallExpression(node.expression) &&
      node.expression.expression.getText() === 'createRequire'
    ) {
      add(node.arguments[0])
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal)
    ts.forEachChild(node, enter)
  }
  enter(source)
  return found
}

function room(file: string): string {
  return relative(SRC, file).split(sep)[0] ?? ''
}

describe('the architecture', () => {
  it('has only rooms that it knows', () => {
    expect([...new Set(files.map(room))].sort()).toEqual(Object.keys(ROOMS).sort())
  })

  it('sees the imports that it judges', () => {
    expect(imports.filter(({ target }) => target !== undefined).length).toBeGreaterThan(100)
    for (const { target } of imports) if (target !== undefined) expect(files).toContain(target)
  })

  it('lets dependencies point one way', () => {
    const wrong = imports.flatMap(({ from, target }) => {
      if (target === undefined || room(from) === room(target)) return []
      return ROOMS[room(from)]?.includes(room(target)) === true
        ? []
        : [`${relative(SRC, from)} -> ${relative(SRC, target)}`]
    })
    expect(wrong).toEqual([])
  })

  it('has no circular imports', () => {
    const targets = new Map(
      files.map((file) => [
        file,
        imports.filter(({ from }) => from === file).flatMap(({ target }) => target ?? []),
      ]),
    )
    const finished = new Set<string>()
    const circles: string[] = []
    const enter = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        circles.push(
          [...path.slice(path.indexOf(file)), file].map((each) => relative(SRC, each)).join(' -> '),
        )
        return
      }
      if (finished.has(file)) return
      for (const target of targets.get(file) ?? []) enter(target, [...path, file])
      finished.add(file)
    }
    for (const file of files) enter(file, [])
    expect(circles).toEqual([])
  })

  it('imports z3-solver in one file only', () => {
    const importers = imports
      .filter(({ specifier }) => /^z3-solver(\/|$)/.test(specifier))
      .map(({ from }) => relative(SRC, from))
    expect([...new Set(importers)]).toEqual([join('smt', 'z3.ts')])
  })

  it('keeps Node out of the rooms that shall run in a browser', () => {
    const wrong = imports.filter(
      ({ from, specifier }) => specifier.startsWith('node:') && !NODE_ROOMS.includes(room(from)),
    )
    expect(wrong.map(({ from, specifier }) => `${relative(SRC, from)}: ${specifier}`)).toEqual([])
    const users = [...sources].filter(
      ([file, source]) =>
        !NODE_ROOMS.includes(room(file)) &&
        /\bprocess\.(env|argv|exit|exitCode|stdout|stderr|stdin|platform|cwd|on|once|off|hrtime|nextTick|versions?)\b|\bBuffer\.|\b__dirname\b/.test(
          withoutComments(source),
        ),
    )
    expect(users.map(([file]) => relative(SRC, file))).toEqual([])
  })

  it('prints and exits nowhere but in the command line', () => {
    const wrong = [...sources].filter(
      ([file, source]) =>
        room(file) !== 'cli' &&
        !file.endsWith('worker-main.ts') &&
        /\bconsole\.|\bprocess\.(exit\(|stdout|stderr)/.test(withoutComments(source)),
    )
    expect(wrong.map(([file]) => relative(SRC, file))).toEqual([])
  })

  it('uses no `any`, and casts only where solver and surface meet untyped values', () => {
    const anys: string[] = []
    const casts: string[] = []
    for (const [file, source] of sources) {
      const enter = (node: ts.Node): void => {
        const place = `${relative(SRC, file)}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`
        if (node.kind === ts.SyntaxKind.AnyKeyword) anys.push(place)
        if (ts.isAsExpression(node) && node.type.getText() !== 'const') casts.push(relative(SRC, file))
        ts.forEachChild(node, enter)
      }
      enter(source)
    }
    expect(anys).toEqual([])
    expect([...new Set(casts)].filter((file) => !CASTING.includes(file))).toEqual([])
  })
})

const CASTING: readonly string[] = [join('smt', 'z3.ts'), join('dsl', 'keyed.ts'), join('run', 'packed.ts')]

function withoutComments(source: ts.SourceFile): string {
  return ts.createPrinter({ removeComments: true }).printFile(source)
}
