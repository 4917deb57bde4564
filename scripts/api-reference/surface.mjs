/**
 * What the package exports, read from its declarations by the compiler: nothing here knows how it will look.
 */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const SRC = fileURLToPath(new URL('../../src/', import.meta.url))

/** The exports of `src/index.ts`. */
export function readSurface() {
  const index = `${SRC}index.ts`
  const { config } = ts.readConfigFile(`${SRC}../tsconfig.build.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${SRC}..`)
  const program = ts.createProgram([index], options)
  const checker = program.getTypeChecker()
  const module = checker.getSymbolAtLocation(program.getSourceFile(index))
  const original = (symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const names = new Map(checker.getExportsOfModule(module).map((symbol) => [original(symbol), symbol.name]))
  const read = new Reader(checker, names, original)
  return new Map([...names].map(([symbol, name]) => [name, read.entry(symbol, name)]))
}

class Reader {
  constructor(checker, names, original) {
    this.checker = checker
    this.names = names
    this.original = original
  }

  /** One export: what kind of thing it is, what its comment says, and what it consists of. */
  entry(symbol, name) {
    const [declaration] = symbol.declarations
    const common = {
      name,
      room: relative(SRC, declaration.getSourceFile().fileName).split('/')[0],
      doc: this.doc(symbol),
      tags: this.tags(symbol),
    }
    if (ts.isFunctionDeclaration(declaration)) {
      return { ...common, kind: 'function', signatures: this.signatures(symbol) }
    }
    if (ts.isClassDeclaration(declaration)) {
      return { ...common, kind: 'class', fields: this.ownFields(symbol) }
    }
    if (ts.isInterfaceDeclaration(declaration)) {
      return { ...common, kind: 'interface', ...this.inheritance(declaration, symbol) }
    }
    if (ts.isTypeAliasDeclaration(declaration)) {
      const alternatives = this.alternatives(declaration)
      return alternatives === undefined
        ? { ...common, kind: 'alias', text: this.text(declaration.type), head: this.head(declaration) }
        : { ...common, kind: 'union', alternatives }
    }
    return { ...common, kind: 'value' }
  }

  /** The public signatures, without the one that only implements them. */
  signatures(symbol) {
    const all = symbol.declarations.filter(ts.isFunctionDeclaration)
    const declared = all.length > 1 ? all.filter(({ body }) => body === undefined) : all
    return declared.map((declaration) => {
      const parameters = declaration.parameters.map((parameter) => {
        const isOptional = parameter.questionToken ?? parameter.initializer
        const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'options'
        return `${name}${isOptional === undefined ? '' : '?'}: ${this.text(parameter.type)}`
      })
      const generics = declaration.typeParameters?.map((each) => this.text(each)).join(', ')
      const over = generics === undefined ? '' : `<${generics}>`
      const head = `${symbol.name}${over}`
      const line = `${head}(${parameters.join(', ')}): ${this.text(declaration.type)}`
      return line.length <= 100
        ? line
        : `${head}(\n${parameters.map((each) => `  ${each},\n`).join('')}): ${this.text(declaration.type)}`
    })
  }

  /** The name of a type with its parameters, without their bounds: `SweepOptions<P>`. */
  head(declaration) {
    const parameters = declaration.typeParameters?.map(({ name }) => name.text) ?? []
    const name = this.names.get(this.checker.getSymbolAtLocation(declaration.name))
    return parameters.length === 0 ? name : `${name}<${parameters.join(', ')}>`
  }

  /** The fields of an interface, and what else it has the fields of. */
  inheritance(declaration, symbol) {
    const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
      types.map(({ expression }) => this.publicName(expression)),
    )
    const own = new Set(declaration.members.map(({ name }) => name?.getText()))
    return {
      bases,
      fields: this.fields(symbol).filter(({ name }) => bases.includes(undefined) || own.has(name)),
    }
  }

  fields(symbol) {
    const all = this.checker.getPropertiesOfType(this.checker.getDeclaredTypeOfSymbol(symbol))
    return all.filter(isNamed).map((property) => this.field(property))
  }

  /** The public fields of a class, without those of every error. */
  ownFields(symbol) {
    return this.fields(symbol).filter(({ place, name }) => place.startsWith(SRC) && name !== 'name')
  }

  field(property) {
    const declaration = property.valueDeclaration ?? property.declarations[0]
    const isMethod = ts.isMethodSignature(declaration)
    return {
      name: property.name,
      place: declaration.getSourceFile().fileName,
      isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      type: isMethod
        ? `(${declaration.parameters.map((each) => this.text(each)).join(', ')}) => ${this.text(declaration.type)}`
        : declaration.type === undefined
          ? this.checker.typeToString(this.checker.getTypeOfSymbol(property))
          : this.text(declaration.type),
      doc: this.doc(property),
      default: this.tags(property).find(({ name }) => name === 'default')?.text,
    }
  }

  /**
   * The alternatives of a union that are told apart by `kind`, in the order in which they are written: those of its own, and references to
   * other types of which all alternatives are meant. Undefined for any other type.
   */
  alternatives({ type }) {
    if (!ts.isUnionTypeNode(type)) return undefined
    const hasKind = (node) => this.checker.getTypeFromTypeNode(node).getProperty('kind') !== undefined
    if (!type.types.every(hasKind)) return undefined
    return type.types.map((node, place) => {
      const [first, ...others] = referencesIn(node).map((each) => this.publicName(each))
      const read = this.checker.getTypeFromTypeNode(node)
      if (first !== undefined && read.isUnion()) return { references: [first, ...others] }
      const kind = read.getProperty('kind')
      return {
        kind: this.checker.typeToString(this.checker.getTypeOfSymbol(kind)).replaceAll('"', "'"),
        // An intersection with a type of a name has no symbol of its own.
        doc: this.doc(first === undefined ? kind : (read.symbol ?? kind)) || commentBefore(type, place),
        fields: this.checker
          .getPropertiesOfType(read)
          .filter((property) => property !== kind)
          .map((property) => this.field(property)),
      }
    })
  }

  /** The name of what a reference refers to; undefined where it is not exported. */
  publicName(reference) {
    const symbol = this.checker.getSymbolAtLocation(reference)
    return symbol === undefined ? undefined : this.names.get(this.original(symbol))
  }

  /** A type as it is written, on one line, with the public names of what it speaks of. */
  text(node) {
    const source = node.getSourceFile()
    const start = node.getStart(source)
    let text = node.getText(source)
    const replacements = []
    const enter = (part) => {
      if (ts.isIdentifier(part)) {
        const symbol = this.checker.getSymbolAtLocation(part)
        const name = symbol === undefined ? undefined : this.names.get(this.original(symbol))
        if (name !== undefined && name !== part.text) replacements.push([part, name])
      }
      ts.forEachChild(part, enter)
    }
    enter(node)
    for (const [part, name] of replacements.toReversed()) {
      text = text.slice(0, part.getStart(source) - start) + name + text.slice(part.getEnd() - start)
    }
    return text
      .replace(/\/\*\*?[^]*?\*\//g, '')
      .replace(/NoInfer<(\w+)>/g, '$1')
      .replace(/\s*\n\s*/g, ' ')
      .replace(/^\| /, '')
      .trim()
  }

  doc(symbol) {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim()
  }

  tags(symbol) {
    return symbol.getJsDocTags(this.checker).map(({ name, text }) => ({
      name,
      text: ts.displayPartsToString(text).trim(),
    }))
  }
}

/** The names of types in a reference to one, or in an intersection of such references. */
function referencesIn(node) {
  if (ts.isParenthesizedTypeNode(node)) return referencesIn(node.type)
  if (ts.isIntersectionTypeNode(node)) return node.types.flatMap(referencesIn)
  return ts.isTypeReferenceNode(node) ? [node.typeName] : []
}

/** The comment before an alternative of a union. */
function commentBefore({ types, pos }, place) {
  const { text } = types[place].getSourceFile()
  const before = text.slice(place === 0 ? pos : types[place - 1].getEnd(), types[place].getStart())
  const [, comment = ''] = /\/\*\*([^]*?)\*\/[^]*$/.exec(before) ?? []
  return comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim()
}

function isNamed({ name }) {
  return !name.startsWith('__@') && !name.startsWith('#')
}
