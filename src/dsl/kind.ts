import type { Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import type { SourcePlace } from '../ir/system.js'
import {
  arrayType,
  enumType,
  indexValues,
  recordType,
  type EnumType,
  type RangeType,
  type RecordType,
  type Type,
} from '../ir/type.js'
import { building, placeholderFor, type Building } from './building.js'
import { END } from './clause.js'
import { commonLabels, mayEnd } from './control.js'
import { CRASH, RESTART, crash, type Crashing } from './crash.js'
import { COUNTER, type ProcessDeclaration, type ProcessInstance } from './declaration.js'
import { disjunction, equality } from './formula.js'
import { cellsOf, type Cells, type Fields } from './keyed.js'
import { constant, lift } from './lift.js'
import { elementMeaning, fieldMeaning, type Meaning } from './meaning.js'
import { checkName } from './name.js'
import { suggestion } from './nearest.js'
import { callerPlace } from './place.js'
import { declared } from './sort.js'
import { firstStart, type Start } from './start.js'
import { step } from './step.js'
import { bool } from './symbolic.js'
import type { Bool } from './value.js'

/** Names of locals that would hide something else. */
const TAKEN = [COUNTER, 'at', 'index', 'then']

/** A kind of process whose steps are still being made, and already speak of its locals. */
export class Kind<Locals extends Fields> {
  readonly place: SourcePlace | undefined = callerPlace()
  readonly #building: Building = building('A process')
  readonly #locals: Locals | undefined
  readonly #over: RangeType | undefined
  readonly #placeholder: string

  /** @param over the numbers of the processes; undefined where there is only one. */
  constructor(locals: Locals | undefined, over: RangeType | undefined) {
    this.#locals = locals
    this.#over = over
    for (const name of Object.keys(locals ?? {})) checkName('A local', name, TAKEN, this.place)
    this.#placeholder = placeholderFor(this.#whole(this.#typeOfOne({})), this.#building)
  }

  /** The locals of the process with this index, or of the only one. */
  locals(index?: Expr): Cells<Locals> {
    const one = this.#one(this.#typeOfOne({}), index)
    return cellsOf(this.#locals, (name, sort) => fieldMeaning(one, name, declared(sort).type))
  }

  /**
   * Takes the steps, which were all that was missing but the name.
   * @param restsAt labels at which the processes may wait for ever.
   */
  close(
    written: readonly ProcessInstance[],
    restsAt: readonly string[] = [],
    crashes?: Crashing<string, string>,
  ): ClosedKind {
    const instances = crashes === undefined ? written : written.map((one) => this.#withCrash(one, crashes))
    const steps = instances.map((instance) => instance.steps)
    const labels = commonLabels(steps, this.place)
    const ends = steps.some(mayEnd)
    for (const label of restsAt) checkLabel(label, labels, this.place)
    const counter = enumType(ends ? [...labels, END] : labels)
    const type = this.#typeOfOne({ [COUNTER]: counter })
    const declaration: ProcessDeclaration = {
      kind: 'process',
      placeholder: this.#placeholder,
      type: this.#whole(type),
      counter,
      start: this.#start(counter),
      instances,
      rests: ends ? [...restsAt, END] : restsAt,
      place: this.place,
    }
    this.#building.declarations.set(this.#placeholder, declaration)
    const standsAt = (asked: readonly string[], index?: Expr): Bool => {
      const { expr } = fieldMeaning(this.#one(type, index), COUNTER, counter)
      for (const label of asked) checkLabel(label, counter.values, callerPlace())
      return bool(disjunction(asked.map((label) => equality(expr, lift(label, counter)))))
    }
    return { declaration, standsAt }
  }

  #withCrash({ index, steps }: ProcessInstance, crashes: Crashing<string, string>): ProcessInstance {
    const labels = steps.map(({ label }) => label)
    const taken = labels.find((label) => label === RESTART || label === CRASH)
    if (taken !== undefined) {
      throw new ModelError(
        'conflicting-names',
        `The process has a step \`${taken}\` of its own, and crashes.`,
        'Call the step something else: crashes have steps of these names.',
        this.place,
      )
    }
    const { restartsAt = labels[0] ?? RESTART } = crashes
    checkLabel(restartsAt, labels, this.place)
    const type = this.#typeOfOne({})
    const { cell } = this.#one(type, index === undefined ? undefined : constant(index))
    if (cell === undefined) throw new TypeError('a process without a place in the state')
    return {
      index,
      steps: [...steps, { label: RESTART, following: restartsAt, step: { ...step(), place: this.place } }],
      crash: crash(crashes, { cell, type, start: this.#startOfLocals() }, this.place),
    }
  }

  #startOfLocals(): Readonly<Record<string, Start>> {
    return Object.fromEntries(
      Object.entries(this.#locals ?? {}).map(([name, sort]) => [name, declared(sort).start]),
    )
  }

  #typeOfOne(counter: Readonly<Record<string, Type>>): RecordType {
    const locals = Object.entries(this.#locals ?? {}).map(
      ([name, sort]) => [name, declared(sort).type] as const,
    )
    return recordType({ ...counter, ...Object.fromEntries(locals) })
  }

  #whole(one: Type): Type {
    return this.#over === undefined ? one : arrayType(this.#over, one)
  }

  #one(type: Type, index: Expr | undefined): Meaning {
    const name = this.#placeholder
    const whole: Meaning = {
      expr: { kind: 'variable', name },
      type: this.#whole(type),
      cell: { variable: name, path: [] },
    }
    return index === undefined ? whole : elementMeaning(whole, index, type)
  }

  #start(counter: EnumType): Start {
    const fields = { [COUNTER]: firstStart(counter), ...this.#startOfLocals() }
    const one: Start = { kind: 'record', fields }
    if (this.#over === undefined) return one
    return { kind: 'array', elements: Array.from(indexValues(this.#over), () => one) }
  }
}

/** A kind of process with everything but its name. */
export interface ClosedKind {
  readonly declaration: ProcessDeclaration
  /** The process with this index, or the only one, stands at one of these labels. */
  readonly standsAt: (labels: readonly string[], index?: Expr) => Bool
}

function checkLabel(label: string, labels: readonly string[], place: SourcePlace | undefined): void {
  if (labels.includes(label)) return
  throw new ModelError(
    'unknown-label',
    label === END
      ? 'The process is never done: no step leads to its end.'
      : `The process has no step \`${label}\`.`,
    suggestion(label, labels),
    place,
  )
}
