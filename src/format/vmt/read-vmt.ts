import { TRUE, type Expr } from '../../ir/expr.js'
import { bottomUp, children } from '../../ir/fold.js'
import { ModelError } from '../../ir/model-error.js'
import type { Action, Choice, StatedProperty, TransitionSystem, Update, Variable } from '../../ir/system.js'
import type { ScalarType } from '../../ir/type.js'
import { validate } from '../../ir/validate.js'
import type { SExpression } from '../../smt/s-expression.js'
import { collectAnnotations, type Annotations, type InvarProperty } from './annotations.js'
import type { Typed } from './operators/typed.js'
import { readScript, type Declaration, type Script } from './read-script.js'
import { readSort } from './read-sort.js'
import { TermReader } from './read-term.js'
import { Source } from './source.js'
import { startParts } from './start.js'
import { stepParts, type StepPart } from './steps.js'
import { unnesting } from './unnesting.js'
import { VmtError } from './vmt-error.js'

export { VmtError }

/** The action of a system that was read: a step of its transition relation. */
const STEP = 'step'

/**
 * Reads a transition system in VMT-LIB (Cimatti, Griggio and Tonetta, The VMT-LIB language and tools, 2022), over Bool, Int and
 * bit-vectors: what is annotated, and what that needs. Several initial conditions, transition relations or invariant properties are
 * conjoined, or asked one by one. A variable without a next one is an input: picked anew in each step.
 * @param where the text comes from, and what the system is to be called.
 * @throws VmtError for a text that is none.
 */
export function readVmt(
  text: string,
  where: { readonly file: string; readonly name: string },
): TransitionSystem {
  const source = new Source(text)
  const script = readScript(source)
  const annotations = collectAnnotations(source, script)
  const reading = new Reading(source, script, annotations)
  if (annotations.properties.length === 0) {
    source.refuse(
      'There is nothing to check: no term is annotated with `:invar-property`.',
      source.commands.at(-1),
    )
  }
  const placed = (at: SExpression) => ({
    source: { file: where.file, line: source.positionOf(at).line },
  })
  const init = annotations.init.map((term) => reading.ofState(term))
  const stated = annotations.properties.map(({ term }) => reading.ofState(term))
  const trans: Expr = { kind: 'and', operands: annotations.trans.map((term) => reading.ofStep(term)) }
  const unnest = unnesting([trans, ...init, ...stated])
  const start = startParts(init.map(unnest))
  const [step] = annotations.trans
  const system: TransitionSystem = {
    name: where.name,
    variables: reading.variables(),
    init: {
      updates: start.updates,
      assumptions: start.rest.map((expr, place) => ({
        name: start.rest.length === 1 ? 'init' : `init ${String(place + 1)}`,
        expr,
      })),
    },
    actions: reading
      .actions(unnest(trans), unnest)
      .map((action) => ({ ...action, ...(step === undefined ? {} : placed(step)) })),
    mayEnd: TRUE,
    properties: annotations.properties.map((property, place): StatedProperty => ({
      kind: 'invariant',
      name: propertyName(property),
      expr: unnest(stated[place] ?? TRUE),
      ...placed(property.term),
    })),
  }
  try {
    validate(system)
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    source.refuse(error.problem, source.commands[0])
  }
  return system
}

/** The definition's own name, where somebody gave it one. */
function propertyName({ index, definition }: InvarProperty): string {
  return definition === undefined || definition.startsWith('.')
    ? `invar-property-${String(index)}`
    : definition
}

/** What the symbols of a script stand for. */
class Reading {
  private readonly nextOf = new Map<string, string>()
  private readonly currentOf = new Map<string, string>()
  private readonly types = new Map<string, ScalarType>()
  /** Inputs of which states are spoken: variables that every step may change. */
  private readonly free = new Set<string>()
  private readonly inputs = new Set<string>()
  private readonly terms: TermReader
  private isStep = false

  constructor(
    private readonly source: Source,
    private readonly script: Script,
    { next }: Annotations,
  ) {
    const declarations = new Map(script.declarations)
    for (const { current, next: after, at } of next) {
      const declaration =
        script.declarations.get(current) ?? source.refuse(`\`${current}\` is not a declared symbol.`, at)
      const isSame = this.nextOf.get(current) === after
      const isTaken = [current, after].some((name) => this.nextOf.has(name) || this.currentOf.has(name))
      if (current === after || (isTaken && !isSame)) {
        source.refuse(`\`${current}\` or \`${after}\` is paired already, with another symbol.`, at)
      }
      this.nextOf.set(current, after)
      this.currentOf.set(after, current)
      // Some tools leave its declaration out.
      if (!declarations.has(after)) declarations.set(after, declaration)
    }
    this.terms = new TermReader(source, { ...script, declarations }, (name, type, at) =>
      this.meaning(name, type, at),
    )
    for (const { current, at } of next) {
      const declaration = declarations.get(current)
      if (declaration !== undefined) this.typeOf(current, declaration, at)
    }
  }

  /** A condition of a state. */
  ofState(term: SExpression): Expr {
    this.isStep = false
    return this.terms.readCondition(term).expr
  }

  /** A condition of a step. To be read after those of states. */
  ofStep(term: SExpression): Expr {
    this.isStep = true
    return this.terms.readCondition(term).expr
  }

  variables(): readonly Variable[] {
    return [...this.nextOf.keys(), ...this.free].map((name) => ({ name, type: this.knownType(name) }))
  }

  /** @param unnest what has become of the expressions that the relation was made of. */
  actions(relation: Expr, unnest: (expr: Expr) => Expr): readonly Action[] {
    const nextSymbols = new Map([
      ...this.nextOf,
      ...[...this.free].map((name) => [name, this.unused(`${name}'`)] as const),
    ])
    const parts = stepParts(relation, new Set(nextSymbols.values()))
    const names = parts.length === 1 ? [STEP] : this.namesOf(parts, unnest)
    return parts.map((part, place) => this.action(names[place] ?? STEP, part, nextSymbols))
  }

  /** Each part by the name of its definition, where somebody gave it one, or by its number. */
  private namesOf(parts: readonly StepPart[], unnest: (expr: Expr) => Expr): readonly string[] {
    const given = new Map(this.terms.definitions().map(([name, { expr }]) => [unnest(expr), name]))
    return parts.map(({ of }, place) => given.get(of) ?? `${STEP} ${String(place + 1)}`)
  }

  private action(
    name: string,
    { guard, values }: StepPart,
    nextSymbols: ReadonlyMap<string, string>,
  ): Action {
    const read = new Set(
      bottomUp([guard, ...values.values()], children).flatMap((node) =>
        node.kind === 'bound' ? [node.name] : [],
      ),
    )
    const open = [...nextSymbols].filter(([, next]) => !values.has(next))
    const choices = [
      ...open.map(([variable, next]): Choice => ({
        name: next,
        domain: this.knownType(variable),
        next: variable,
      })),
      ...[...this.inputs]
        .filter((input) => read.has(input))
        .map((input): Choice => ({ name: input, domain: this.knownType(input) })),
    ]
    const updates = [...nextSymbols].flatMap(([variable, next]): readonly Update[] => {
      const value = values.get(next) ?? { kind: 'bound', name: next }
      const isKept = value.kind === 'variable' && value.name === variable
      return isKept ? [] : [{ target: { variable, path: [] }, value }]
    })
    return { name, label: name, guard, updates, choices }
  }

  private meaning(name: string, type: ScalarType, at: SExpression): Typed {
    const current = this.currentOf.get(name)
    if (current !== undefined) {
      if (!this.isStep)
        this.source.refuse(`\`${name}\` is of the next state, and this is about a single one.`, at)
      return { expr: { kind: 'bound', name }, type }
    }
    this.types.set(name, type)
    if (this.nextOf.has(name)) return { expr: { kind: 'variable', name }, type }
    if (this.isStep) {
      this.inputs.add(name)
      return { expr: { kind: 'bound', name }, type }
    }
    this.free.add(name)
    return { expr: { kind: 'variable', name }, type }
  }

  private typeOf(name: string, { sort, parameters }: Declaration, at: SExpression): void {
    if (parameters.length > 0) this.source.refuse('Functions of the state are not supported.', at)
    this.types.set(name, readSort(this.source, this.script.sorts, sort))
  }

  private unused(name: string): string {
    return this.script.declarations.has(name) || this.currentOf.has(name) ? this.unused(`${name}'`) : name
  }

  private knownType(name: string): ScalarType {
    const type = this.types.get(name)
    if (type === undefined) throw new TypeError(`nobody has read ${name}`)
    return type
  }
}
