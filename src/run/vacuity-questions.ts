import { declaredType } from '../ir/cell.js'
import type { Expr } from '../ir/expr.js'
import { TRUE } from '../ir/expr.js'
import { contains } from '../ir/fold.js'
import {
  isRelation,
  type Action,
  type Cell,
  type StatedProperty,
  type TransitionSystem,
} from '../ir/system.js'
import { cardinality, indexValues, type IndexType, type Scalar, type Type } from '../ir/type.js'

/** Something that some execution should do. It is asked as hidden goals of the same system; one that is reached answers it. */
export interface Question {
  /** What in the model it is about: assumptions, `enactor.clean`, a property. */
  readonly subject: string
  /** Of an alternative the step that it belongs to. */
  readonly step?: string
  readonly goals: readonly StatedProperty[]
  /** The actions of which one that fires answers it too. */
  readonly actions: readonly string[]
  /** Whether the goals are all there is. Where they are not, that none is reached means nothing. */
  readonly whole: boolean
}

/** Choices of a step are gone through one by one, or in one formula, while there are no more combinations than this. */
const [MOST_SINGLY, MOST_AT_ONCE] = [100, 1_000]

/** Of a step, not of a state: that there is one. */
const SOME_STEP: Expr = { kind: 'next', body: TRUE }

/** Whether there is a start at all. */
export function startQuestion(subject: string): Question {
  return { subject, goals: [goal('start', 0, TRUE)], actions: [], whole: true }
}

/**
 * Whether a step is ever enabled, for each step of each kind of process: instances count as one. Alternatives are asked singly. A step
 * whose guard holds counts as enabled also where it cannot be completed: the property `range` tells of that.
 */
export function stepQuestions(system: TransitionSystem): readonly Question[] {
  const variables = new Map(system.variables.map(({ name, type }) => [name, type]))
  const steps = new Map<string, Action[]>()
  for (const action of system.actions) {
    const subject = action.process === undefined ? action.label : `${action.process.kind}.${action.label}`
    const known = steps.get(subject)
    if (known === undefined) steps.set(subject, [action])
    else known.push(action)
  }
  return [...steps].map(([subject, actions]) => {
    const ways = actions.map((action) =>
      isRelation(action) && system.actions.length === 1 ? [SOME_STEP] : waysToEnable(action, variables),
    )
    return {
      subject,
      ...alternativeOf(subject, actions),
      goals: ways.flatMap((exprs) => exprs ?? []).map((expr, at) => goal(`enabled ${subject}`, at, expr)),
      actions: actions.map(({ name }) => name),
      whole: !ways.includes(undefined),
    }
  })
}

/** Alternatives are labelled by their step, a dot and their own name. */
function alternativeOf(subject: string, [first]: readonly Action[]): Pick<Question, 'step'> {
  const dot = first?.label.indexOf('.') ?? -1
  return first === undefined || dot < 0 ? {} : { step: subject.slice(0, dot - first.label.length) }
}

/** Whether what a property asks for first is ever the case; undefined for a property that asks for nothing first. */
export function conditionQuestion({ name, kind, expr }: StatedProperty): Question | undefined {
  const antecedent = kind === 'reachable' ? undefined : antecedentOf(expr)
  if (antecedent === undefined) return undefined
  // A property of steps is not judged in a state that no step leaves.
  const sought = kind === 'transition' ? conjunction([SOME_STEP, antecedent]) : antecedent
  return {
    subject: name,
    goals: [goal(`condition of ${name}`, 0, sought)],
    actions: [],
    whole: true,
  }
}

/**
 * For `A implies B`, alone, under `forall`, or several joined by `and`: what must be true at some time for the condition to say
 * anything. It has a value wherever the condition is defined and true. Undefined for conditions of another form.
 */
export function antecedentOf(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'implies': {
      const inner = antecedentOf(expr.right)
      return inner === undefined ? expr.left : conjunction([expr.left, inner])
    }
    case 'forall': {
      const body = antecedentOf(expr.body)
      return body === undefined ? undefined : { ...expr, kind: 'exists', body }
    }
    case 'and': {
      const operands = expr.operands.flatMap((operand) => antecedentOf(operand) ?? [])
      return operands.length === expr.operands.length ? { kind: 'or', operands } : undefined
    }
    default:
      return undefined
  }
}

/**
 * Conditions of which one holds in a state exactly where the action's guard does, for some of its choices. What one choice makes
 * undefined must not hide another, so choices are gone through singly where a guard may be undefined. Undefined where there are too many.
 */
function waysToEnable(action: Action, variables: ReadonlyMap<string, Type>): readonly Expr[] | undefined {
  const parts = action.guard.kind === 'and' ? action.guard.operands : [action.guard]
  const choices = action.choices.flatMap(({ name, domain }) =>
    mentions(action.guard, name) && domain.kind !== 'integer' ? [{ name, domain }] : [],
  )
  // All integers cannot be gone through.
  if (action.choices.some(({ name, domain }) => domain.kind === 'integer' && mentions(action.guard, name))) {
    return undefined
  }
  const isOpen = (part: Expr): boolean => choices.some(({ name }) => mentions(part, name))
  const always = [...controlOf(action, variables), ...parts.filter((part) => !isOpen(part))]
  const open = parts.filter(isOpen)
  const combinations = choices.reduce((count, { domain }) => count * Number(cardinality(domain)), 1)
  if (open.every(isTotal)) {
    if (combinations > MOST_AT_ONCE) return undefined
    const some = choices.reduceRight<Expr>(
      (body, { name, domain }) => ({ kind: 'exists', bound: name, over: domain, body }),
      conjunction(open),
    )
    return [conjunction([...always, some])]
  }
  if (combinations > MOST_SINGLY) return undefined
  return chosen(choices, conjunction(open)).map((expr) => conjunction([...always, expr]))
}

interface ListedChoice {
  readonly name: string
  readonly domain: IndexType
}

/** The body for each combination of choices. */
function chosen(choices: readonly ListedChoice[], body: Expr): readonly Expr[] {
  return choices.reduceRight<readonly Expr[]>(
    (bodies, { name, domain }) =>
      [...indexValues(domain)].flatMap((value) =>
        bodies.map((inner) => withValue(name, domain, value, inner)),
      ),
    [body],
  )
}

/** The body with this value for the name: for all other values the quantifier's body is false before it is looked at. */
function withValue(name: string, domain: IndexType, value: Scalar, body: Expr): Expr {
  const isIt: Expr = {
    kind: 'eq',
    left: { kind: 'bound', name },
    right: { kind: 'literal', type: domain, value },
  }
  return { kind: 'exists', bound: name, over: domain, body: conjunction([isIt, body]) }
}

function controlOf({ control }: Action, variables: ReadonlyMap<string, Type>): readonly Expr[] {
  if (control === undefined) return []
  const type = declaredType(control.cell, variables)
  if (type.kind !== 'enum') throw new TypeError('a control cell that is no enumeration: not validated')
  return [{ kind: 'eq', left: readCell(control.cell), right: { kind: 'literal', type, value: control.at } }]
}

function readCell({ variable, path }: Cell): Expr {
  return path.reduce<Expr>(
    (whole, step) =>
      step.kind === 'field'
        ? { kind: 'field', record: whole, field: step.field }
        : { kind: 'element', array: whole, index: step.index },
    { kind: 'variable', name: variable },
  )
}

function mentions(expr: Expr, name: string): boolean {
  return contains(expr, (node) => node.kind === 'bound' && node.name === name)
}

/** Whether nothing in the expression can be undefined. */
function isTotal(expr: Expr): boolean {
  return !contains(expr, ({ kind }) => kind === 'element' || kind === 'div' || kind === 'mod')
}

function conjunction(operands: readonly Expr[]): Expr {
  return { kind: 'and', operands }
}

function goal(name: string, number: number, expr: Expr): StatedProperty {
  return { kind: 'reachable', name: `${name} ${String(number)}`, expr }
}
