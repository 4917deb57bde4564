import type { Expr } from './expr.js'
import type { ScalarType, Type } from './type.js'

/**
 * A transition system: what a model means. Typed state variables, the states it may start in, actions of which one fires a step,
 * and the properties asked of it.
 */
export interface TransitionSystem {
  readonly name: string
  readonly variables: readonly Variable[]
  readonly init: Init
  readonly actions: readonly Action[]
  /** A state in which nothing is enabled is a deadlock unless this holds: every process is where it may rest. */
  readonly mayEnd: Expr
  readonly properties: readonly Property[]
  /**
   * What a file tells of a model: names, types and places are the model's; guards, updates and formulas agree with it only along the
   * traces of that file, so that nothing may be concluded from them.
   */
  readonly isOutline?: true
}

export interface Variable {
  readonly name: string
  readonly type: Type
  /** There for properties only: no guard, and no update of another variable, reads it. */
  readonly ghost?: true
  readonly source?: SourcePlace
}

/** A place in the user's own file. */
export interface SourcePlace {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

/** The initial states: cells that no update names start with any value of their type, as far as the assumptions allow. */
export interface Init {
  /** Values read no variable; targets have literal indices only. */
  readonly updates: readonly Update[]
  readonly assumptions: readonly Assumption[]
}

/** What is taken for granted of the start. */
export interface Assumption {
  readonly name: string
  readonly expr: Expr
  readonly source?: SourcePlace
}

/** A guarded simultaneous assignment: what it does not name does not change. */
export interface Action {
  /** Unique, for people: `enactor[1].flip`. */
  readonly name: string
  readonly process?: ProcessId
  /** The step's name within its process: `flip`. */
  readonly label: string
  /** Where the process must stand: enabled only while `cell` holds `at`. A conjunct of the guard that the encoder can see. */
  readonly control?: Control
  readonly guard: Expr
  readonly updates: readonly Update[]
  /** Values picked freely from their domains when the action fires, bound by name in guard and updates. */
  readonly choices: readonly Choice[]
  /** Something breaks in this step: a crash, a message that is lost or comes twice. */
  readonly fault?: true
  readonly source?: SourcePlace
}

/** A process: its kind, and which one where there are several. */
export interface ProcessId {
  readonly kind: string
  readonly index?: number
}

/** Where a process stands: the cell, and the label in it. */
export interface Control {
  readonly cell: Cell
  readonly at: string
}

/** A value that an action picks, by its name. */
export interface Choice {
  readonly name: string
  readonly domain: ScalarType
  /**
   * The choice is the value of this variable after the step. So a transition relation becomes an action: the state after the step is
   * chosen, the guard says which may be, and checking a given step is evaluating the guard.
   */
  readonly next?: string
}

/** A variable or a part of one. */
export interface Cell {
  readonly variable: string
  readonly path: readonly PathStep[]
}

/** From a value to one of its parts. */
export type PathStep =
  { readonly kind: 'field'; readonly field: string } | { readonly kind: 'index'; readonly index: Expr }

/** `target := value` where `condition`, if any, holds; all read the state before the step. Two that hit one cell are an error. */
export interface Update {
  readonly target: Cell
  readonly value: Expr
  readonly condition?: Expr
  readonly source?: SourcePlace
}

/**
 * A question about a system, or something that is asked of it in any case.
 * - `invariant`: holds in every reachable state.
 * - `transition`: holds for every step, between the state before and the state after it (`next`).
 * - `reachable`: a goal; some execution reaches a state (or takes a step, where it says `next`) that satisfies it.
 * - `deadlock`: no reachable state is stuck.
 * - `range`: in no reachable state does an enabled action, or a property, run into an undefined value.
 */
export type Property = StatedProperty | ImplicitProperty

/** A property with a formula of its own. */
export interface StatedProperty {
  readonly kind: 'invariant' | 'transition' | 'reachable'
  readonly name: string
  readonly expr: Expr
  readonly source?: SourcePlace
}

/** A property that every system has. */
export interface ImplicitProperty {
  readonly kind: 'deadlock' | 'range'
  readonly name: string
}

/** `enactor[1]`, or `planner` where there is one of its kind. */
export function processName(process: ProcessId): string {
  return process.index === undefined ? process.kind : `${process.kind}[${String(process.index)}]`
}

/** Whether a step of the action leads wherever its guard allows, rather than where its updates say. */
export function isRelation({ choices }: Action): boolean {
  return choices.some(({ next }) => next !== undefined)
}

/** Whether the property has a formula of its own, rather than being implied by the system. */
export function isStated(property: Property): property is StatedProperty {
  return property.kind !== 'deadlock' && property.kind !== 'range'
}
