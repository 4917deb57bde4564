import { ModelError } from '../ir/model-error.js'
import type { Cell, SourcePlace, Update } from '../ir/system.js'
import type { RecordType } from '../ir/type.js'
import type { Budget } from './coordination/budget.js'
import { requireKnown, requireKnownFields } from './require.js'
import { fault } from './fault.js'
import { startUpdates, type Start } from './start.js'
import { step, type Step } from './step.js'

/** Where a process stands after a crash, until it goes on; in traces, and as a label to ask for. */
export const RESTART = 'restart'
/** What a crash is called in traces. */
export const CRASH = 'crash'

/** How processes of a kind crash, and come back. */
export interface Crashing<Local extends string, Label extends string> {
  /** What pays for the crashes. When it is spent, there are no more. */
  readonly within: Budget
  /** The locals that survive a crash, as what is on a disk does. The others are again as at the start. */
  readonly durable?: readonly Local[]
  /** The label from which a process goes on after a crash; without it, the first. */
  readonly restartsAt?: Label
}

/** A crash of one process, whatever step it is about to take. */
export interface Crash {
  readonly step: Step
  /** The locals that are lost. */
  readonly resets: readonly Update[]
}

const FIELDS = ['within', 'durable', 'restartsAt']

/**
 * @param of the process: the cell that holds its locals, their types and how they start.
 * @throws ModelError when a local that is lost has no start value of its own to go back to.
 */
export function crash(
  crashes: Crashing<string, string>,
  of: { readonly cell: Cell; readonly type: RecordType; readonly start: Readonly<Record<string, Start>> },
  place: SourcePlace | undefined,
): Crash {
  requireKnownFields('What is said of crashes', crashes, FIELDS)
  const { within, durable = [] } = crashes
  for (const name of durable) requireKnown('A durable local', name, Object.keys(of.start))
  const resets = Object.entries(of.start).flatMap(([name, start]) => {
    const type = of.type.fields[name]
    if (type === undefined || durable.includes(name)) return []
    if (isOpen(start)) throw openLocal(name, place)
    return startUpdates({ ...of.cell, path: [...of.cell.path, { kind: 'field', field: name }] }, type, start)
  })
  return { step: { ...fault(step(within.spend())), place }, resets }
}

function isOpen(start: Start): boolean {
  switch (start.kind) {
    case 'anything':
      return true
    case 'value':
      return false
    case 'record':
      return Object.values(start.fields).some(isOpen)
    case 'array':
      return start.elements.some(isOpen)
  }
}

function openLocal(name: string, place: SourcePlace | undefined): ModelError {
  return new ModelError(
    'type-mismatch',
    `The local \`${name}\` starts with anything, so nothing says what it is after a crash.`,
    'Give it a start value, or list it as durable.',
    place,
  )
}
