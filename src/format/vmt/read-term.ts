import { FALSE, TRUE } from '../../ir/expr.js'
import type { ScalarType } from '../../ir/type.js'
import type { SExpression } from '../../smt/s-expression.js'
import { condition, coreOperator } from './operators/core.js'
import { integerOperator } from './operators/integers.js'
import { isMisfit, sameSort, sortText, type Typed } from './operators/typed.js'
import { wordOperator } from './operators/words.js'
import type { Definition, Script } from './read-script.js'
import { readConstant } from './read-constant.js'
import { readSort } from './read-sort.js'
import { listItems, symbolName, written, type Source } from './source.js'

/** What a declared symbol stands for. */
export type MeaningOf = (name: string, type: ScalarType, at: SExpression) => Typed

/** Work that is left to do, the last first. */
type Task =
  | { readonly kind: 'read'; readonly expression: SExpression }
  /** Applies an operator to as many of the last values. */
  | { readonly kind: 'apply'; readonly expression: SExpression; readonly items: readonly SExpression[] }
  /** Binds the last values to the names of a `let`, and goes on with its body. */
  | { readonly kind: 'bind'; readonly names: readonly string[]; readonly body: SExpression }
  | { readonly kind: 'unbind'; readonly names: readonly string[] }
  /** The last value is what a name without parameters is defined as. */
  | { readonly kind: 'defined'; readonly name: string; readonly definition: Definition }
  /** The last value is what a function makes of its arguments. */
  | { readonly kind: 'called'; readonly definition: Definition }

/**
 * Reads terms of a script: without recursion, so that they may be nested to any depth, and each definition once, so that what the file
 * shares stays shared.
 */
export class TermReader {
  private readonly known = new Map<string, Typed>()
  private readonly started = new Set<string>()
  private readonly tasks: Task[] = []
  private readonly values: Typed[] = []
  /** The names bound within each definition that is being read, the innermost last; each name with its values, the innermost last. */
  private readonly scopes: Map<string, Typed[]>[] = []

  constructor(
    private readonly source: Source,
    private readonly script: Script,
    private readonly meaningOf: MeaningOf,
  ) {}

  /** @throws VmtError for a term that is not well sorted, or not supported. */
  read(expression: SExpression): Typed {
    this.scopes.push(new Map())
    this.tasks.push({ kind: 'read', expression })
    for (let task = this.tasks.pop(); task !== undefined; task = this.tasks.pop()) this.work(task)
    this.scopes.pop()
    return this.take(1)[0] ?? this.source.refuse('A term is expected.', expression)
  }

  /** @throws VmtError when the term is no condition. */
  readCondition(expression: SExpression): Typed {
    const value = this.read(expression)
    if (value.type.kind === 'bool') return value
    return this.source.refuse(
      `A condition is expected, not a term of sort ${sortText(value.type)}.`,
      expression,
    )
  }

  /** The definitions that were read, without those that a program has named. */
  definitions(): readonly (readonly [name: string, meaning: Typed])[] {
    return [...this.known].filter(([name]) => this.script.definitions.has(name) && !name.startsWith('.'))
  }

  private work(task: Task): void {
    switch (task.kind) {
      case 'read':
        this.start(task.expression)
        return
      case 'apply':
        this.apply(task.expression, task.items)
        return
      case 'bind': {
        const values = this.take(task.names.length)
        task.names.forEach((name, place) => {
          const value = values[place]
          if (value !== undefined) this.bind(name, value)
        })
        this.tasks.push({ kind: 'unbind', names: task.names }, { kind: 'read', expression: task.body })
        return
      }
      case 'unbind':
        for (const name of task.names) this.scopes.at(-1)?.get(name)?.pop()
        return
      case 'defined': {
        const value = this.finish(task.definition)
        this.known.set(task.name, value)
        return
      }
      case 'called':
        this.finish(task.definition)
    }
  }

  private start(expression: SExpression): void {
    const name = symbolName(expression)
    if (name !== undefined) {
      this.startSymbol(name, expression)
      return
    }
    const items = listItems(expression)
    const constant = readConstant(this.source, expression)
    if (constant !== undefined) this.values.push(constant)
    else if (items === undefined)
      this.source.refuse(`A term is expected, not ${written(expression)}.`, expression)
    else this.startList(expression, items)
  }

  private startList(expression: SExpression, items: readonly SExpression[]): void {
    const [head, ...rest] = items
    switch (symbolName(head)) {
      case 'let':
        this.startLet(expression, rest)
        return
      case '!':
        this.tasks.push({ kind: 'read', expression: rest[0] ?? expression })
        if (rest.length === 0) this.source.refuse('An annotation needs a term.', expression)
        return
      case 'forall':
      case 'exists':
        this.source.refuse('Quantifiers are not supported.', expression)
        return
      default:
        this.tasks.push({ kind: 'apply', expression, items })
        for (const operand of rest.toReversed()) this.tasks.push({ kind: 'read', expression: operand })
    }
  }

  private startLet(expression: SExpression, [bindings, body, ...more]: readonly SExpression[]): void {
    const pairs = (listItems(bindings) ?? []).map((binding) => listItems(binding) ?? [])
    const names = pairs.map(([name]) => symbolName(name))
    const terms = pairs.flatMap(([, term, ...others]) =>
      term === undefined || others.length > 0 ? [] : [term],
    )
    const bound = names.flatMap((name) => name ?? [])
    if (body === undefined || more.length > 0 || terms.length === 0 || bound.length !== pairs.length) {
      return this.source.refuse('A `let` binds names to terms, and has one body.', expression)
    }
    if (terms.length !== pairs.length || new Set(bound).size !== bound.length) {
      return this.source.refuse('A `let` binds each of its names to one term.', bindings)
    }
    this.tasks.push({ kind: 'bind', names: bound, body })
    for (const term of terms.toReversed()) this.tasks.push({ kind: 'read', expression: term })
  }

  private startSymbol(name: string, expression: SExpression): void {
    const value =
      this.scopes.at(-1)?.get(name)?.at(-1) ?? this.known.get(name) ?? this.declared(name, expression)
    if (value !== undefined) {
      this.values.push(value)
      return
    }
    const definition = this.script.definitions.get(name)
    if (definition === undefined || definition.parameters.length > 0) {
      return this.source.refuse(
        definition === undefined ? `\`${name}\` is not declared.` : `\`${name}\` needs arguments.`,
        expression,
      )
    }
    if (this.started.has(name)) this.source.refuse(`\`${name}\` is defined by itself.`, expression)
    this.started.add(name)
    this.enter(definition, [])
    this.tasks.splice(-1, 0, { kind: 'defined', name, definition })
  }

  /** A constant or a variable. */
  private declared(name: string, expression: SExpression): Typed | undefined {
    if (name === 'true') return condition(TRUE)
    if (name === 'false') return condition(FALSE)
    const declaration = this.script.declarations.get(name)
    if (declaration === undefined) return undefined
    if (declaration.parameters.length > 0) {
      this.source.refuse('Functions that are only declared are not supported.', declaration.name)
    }
    const type = readSort(this.source, this.script.sorts, declaration.sort)
    const value = this.meaningOf(name, type, expression)
    this.known.set(name, value)
    return value
  }

  private apply(expression: SExpression, items: readonly SExpression[]): void {
    const [head] = items
    const operands = this.take(items.length - 1)
    const { operator, indices } = this.operatorOf(head, expression)
    const called = this.script.definitions.get(operator)
    if (called !== undefined && indices.length === 0) {
      this.call(expression, called, operands)
      return
    }
    const result =
      coreOperator(operator, operands, indices) ??
      integerOperator(operator, operands, indices) ??
      wordOperator(operator, operands, indices)
    if (result === undefined) return this.source.refuse(unsupported(operator), expression)
    if (isMisfit(result)) return this.source.refuse(result.problem, expression)
    this.values.push(result)
  }

  private call(expression: SExpression, definition: Definition, operands: readonly Typed[]): void {
    const { parameters, name } = definition
    if (parameters.length !== operands.length) {
      return this.source.refuse(
        `\`${symbolName(name) ?? ''}\` takes ${String(parameters.length)} arguments.`,
        expression,
      )
    }
    parameters.forEach(({ sort }, place) => {
      const expected = readSort(this.source, this.script.sorts, sort)
      const operand = operands[place]
      if (operand !== undefined && !sameSort(operand.type, expected)) {
        this.source.refuse(
          `An argument of sort ${sortText(operand.type)} is given where ${sortText(expected)} is expected.`,
          expression,
        )
      }
    })
    if (this.scopes.length > MOST_CALLS)
      this.source.refuse('Functions call each other without end.', expression)
    this.enter(definition, operands)
    this.tasks.splice(-1, 0, { kind: 'called', definition })
  }

  /** Goes on with the body of a definition, in which only its parameters are bound. */
  private enter({ parameters, body }: Definition, operands: readonly Typed[]): void {
    this.scopes.push(new Map())
    parameters.forEach(({ name }, place) => {
      const operand = operands[place]
      if (operand !== undefined) this.bind(name, operand)
    })
    this.tasks.push({ kind: 'read', expression: body })
  }

  /** Leaves the body of a definition. @returns its value, which stays where it is. */
  private finish({ sort, name }: Definition): Typed {
    this.scopes.pop()
    const value = this.values.at(-1)
    const expected = readSort(this.source, this.script.sorts, sort)
    if (value === undefined || !sameSort(value.type, expected)) {
      const found = value === undefined ? 'nothing' : sortText(value.type)
      return this.source.refuse(`This is defined to be of sort ${sortText(expected)}, and is ${found}.`, name)
    }
    return value
  }

  private operatorOf(
    head: SExpression | undefined,
    expression: SExpression,
  ): { readonly operator: string; readonly indices: readonly number[] } {
    const plain = symbolName(head)
    if (plain !== undefined) return { operator: plain, indices: [] }
    const [underscore, name, ...rest] = listItems(head) ?? []
    const indices = rest.flatMap((index) => (index.kind === 'numeral' ? [Number(index.value)] : []))
    const operator = symbolName(name)
    if (symbolName(underscore) !== '_' || operator === undefined || indices.length !== rest.length) {
      return this.source.refuse(`An operator is expected, not ${written(head)}.`, expression)
    }
    return { operator, indices }
  }

  private bind(name: string, value: Typed): void {
    const scope = this.scopes.at(-1)
    const values = scope?.get(name)
    if (values === undefined) scope?.set(name, [value])
    else values.push(value)
  }

  private take(count: number): readonly Typed[] {
    return count === 0 ? [] : this.values.splice(-count)
  }
}

/** More calls within calls than this are taken for endless ones. */
const MOST_CALLS = 10_000

function unsupported(operator: string): string {
  if (operator === '/' || operator.startsWith('to_'))
    return `\`${operator}\` is about reals, which are not supported.`
  if (operator === 'select' || operator === 'store') return 'Arrays are not supported.'
  return `There is no operator \`${operator}\` on Bool, Int and bit-vectors.`
}
