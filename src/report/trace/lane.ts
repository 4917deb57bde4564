import { locate, partAt, type Keys, type PartFilter } from '../../ir/cell.js'
import { environment } from '../../ir/environment.js'
import type { State } from '../../ir/state.js'
import { processName, type Action, type ProcessId, type TransitionSystem } from '../../ir/system.js'

/** What the lane of actions that belong to no process is called. */
export const ENVIRONMENT = 'environment'

/** A column of a trace: what one process does. Actions of no process share a lane of their own. */
export interface Lane {
  readonly process: string | undefined
  readonly id: ProcessId | undefined
  readonly actions: readonly Action[]
  /** Where the state keeps the step that the process takes next. */
  readonly counter?: { readonly variable: string; readonly keys: Keys }
}

/** The processes in the order in which the system names them. */
export function lanesOf(system: TransitionSystem): readonly Lane[] {
  const processes = new Map<string | undefined, Action[]>()
  for (const action of system.actions) {
    const process = action.process === undefined ? undefined : processName(action.process)
    const known = processes.get(process)
    if (known === undefined) processes.set(process, [action])
    else known.push(action)
  }
  // Control cells are fixed: locating them reads no state.
  const env = environment(system, { state: {} })
  return [...processes].map(([process, actions]) => {
    const cell = actions.find(({ control }) => control !== undefined)?.control?.cell
    const id = actions[0]?.process
    if (cell === undefined) return { process, id, actions }
    return { process, id, actions, counter: { variable: cell.variable, keys: locate(cell, env).keys } }
  })
}

/** The step before which the process of a lane stands, or another word for where it is; undefined where nothing says so. */
export function standOf({ counter }: Lane, state: State): string | undefined {
  if (counter === undefined) return undefined
  const value = partAt(state[counter.variable], counter.keys)
  return typeof value === 'string' ? value : undefined
}

/** Whether the process stands where it has no step to take, ever. */
export function isFinished(lane: Lane, state: State): boolean {
  const stand = standOf(lane, state)
  return stand !== undefined && lane.actions.every(({ control }) => control?.at !== stand)
}

/** Everything but the program counters of these lanes. */
export function exceptCounters(lanes: readonly Lane[]): PartFilter {
  const names = new Set(lanes.flatMap(({ counter }) => (counter === undefined ? [] : [nameOf(counter)])))
  return (variable, keys) => !names.has(nameOf({ variable, keys }))
}

function nameOf({ variable, keys }: { readonly variable: string; readonly keys: Keys }): string {
  return JSON.stringify([variable, ...keys])
}
