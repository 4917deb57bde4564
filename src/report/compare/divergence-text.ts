import type { Keys } from '../../ir/cell.js'
import { bindChoices } from '../../ir/choices.js'
import type { Expr } from '../../ir/expr.js'
import type { State } from '../../ir/state.js'
import type { TransitionSystem } from '../../ir/system.js'
import type { Type, Value } from '../../ir/type.js'
import type { Divergence, ScheduleReplay } from '../../run/compare/schedule-replay.js'
import { isOneCell, partOf, type SharedCell } from '../../run/compare/shared-cells.js'
import { lineOf, span, type Line } from '../line/styled-line.js'
import { entriesOf, scalarKeys } from '../state/cells.js'
import { showPart } from '../state/shown-part.js'
import { listed } from './enumeration.js'
import { failingConditions } from './failing-condition.js'

/** Where the run comes to something else than the schedule, and what it would take to do the same. */
export function divergenceSentence(
  { schedule, run }: Pick<ScheduleReplay, 'schedule' | 'run'>,
  divergence: Exclude<Divergence, { readonly kind: 'end' }>,
  systems: { readonly broken: TransitionSystem; readonly fixed: TransitionSystem },
): Line {
  const { cells } = divergence
  switch (divergence.kind) {
    case 'start':
      return lineOf(
        'It starts differently: ',
        ...differences(systems, cells, schedule.states[0], run.states[0]),
        '.',
      )
    case 'step': {
      const { step, at, withheld } = divergence
      const reason = needed(systems.fixed, run, at, withheld)
      return lineOf(
        ...scheduledStep(schedule.steps[step - 1]?.action, step),
        ' comes to something else: ',
        ...differences(systems, cells, schedule.states[step], run.states[at]),
        ...(reason.length === 0 ? [] : ['. It would do the same only where ', ...reason]),
        '.',
      )
    }
  }
}

/** `Step 5 of the schedule, enactor[1].flip,` */
export function scheduledStep(action: string | undefined, step: number): Line {
  return lineOf(`Step ${String(step)} of the schedule, `, span(action ?? '', 'strong'), ',')
}

/** `endpoint[0].active = 3 instead of 1`, for each part of the state that has one of these cells. */
export function differences(
  { broken, fixed }: { readonly broken: TransitionSystem; readonly fixed: TransitionSystem },
  cells: readonly SharedCell[],
  was: State = {},
  is: State = {},
): Line {
  const entries = fixed.variables.flatMap((variable) => {
    const { name } = variable
    const old = broken.variables.find((other) => other.name === name)
    const isMeant = (keys: Keys, type: Type): boolean =>
      scalarKeys(type).some((inner) =>
        cells.some((cell) => isOneCell(cell, { variable: name, keys: [...keys, ...inner] })),
      )
    return entriesOf(
      variable,
      (keys, type) =>
        isMeant(keys, type)
          ? { was: shown(was[name], old?.type, keys), is: shown(is[name], variable.type, keys) }
          : undefined,
      (a, b) => a.was === b.was && a.is === b.is,
    )
  })
  return listed(
    entries.map(({ cell, fact }) => lineOf(`${cell} = `, span(fact.is, 'strong'), ` instead of ${fact.was}`)),
  )
}

/** A part of a variable's value, by the variable's own type. */
function shown(whole: Value | undefined, declared: Type | undefined, keys: Keys): string {
  let type = declared
  for (const key of keys) {
    if (type?.kind === 'array') type = type.element
    else type = type?.kind === 'record' && typeof key === 'string' ? type.fields[key] : undefined
  }
  const part = partOf(whole, keys)
  return part === undefined || type === undefined ? 'nothing of the kind' : showPart(part, type)
}

function needed(
  system: TransitionSystem,
  run: ScheduleReplay['run'],
  at: number,
  conditions: readonly Expr[],
): Line {
  const step = run.steps[at - 1]
  const state = run.states[at - 1]
  const action = system.actions.find(({ name }) => name === step?.action)
  if (step === undefined || state === undefined || action === undefined) return []
  return failingConditions(system, conditions, { state, bound: bindChoices(action, step.choices) })
}
