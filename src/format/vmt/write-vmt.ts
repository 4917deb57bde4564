import { logicOf } from '../../encode/logic.js'
import { actionRelation, startCondition } from '../../encode/transition-relation.js'
import type { TransitionSystem } from '../../ir/system.js'
import { showType } from '../../ir/type.js'
import { coneOfInfluence } from '../../lower/cone-of-influence.js'
import { lowerSystem } from '../../lower/lower-system.js'
import type { ScalarSystem } from '../../lower/scalar-system.js'
import { BOOL_SORT } from '../../lower/term.js'
import { preamble } from '../../smt/preamble.js'
import { badStates, meaningOf, type BadState } from '../bad-state.js'
import { coding } from '../coding.js'
import { VmtScript } from './print-script.js'

/**
 * The system in VMT-LIB (vmt-lib.fbk.eu): an SMT-LIB 2.6 script in which annotations say what each formula is to the transition system.
 * Every property becomes the invariant that no state is bad for it, and has its place in the list as its index. Depths are those of
 * bounded search: a property of steps has a Boolean of its own that tells of the last step.
 * @param system validated; all its properties are asked.
 */
export function exportVmt(system: TransitionSystem): string {
  const lowered = lowerSystem(system)
  const cone = coneOfInfluence(lowered, lowered.targets)
  const properties = badStates(cone)
  const script = new VmtScript()
  script.comment(`${system.name} in VMT-LIB: an SMT-LIB script whose annotations say what is what.`)
  script.comment("Of a state variable x, x' is the value after a step. What has no :next is an input.")
  script.raw(preamble({ logic: logicOf(cone), produceModels: false, produceUnsatAssumptions: false }))
  declareStates(script, cone, properties)
  declareInputs(script, cone)
  defineSystem(script, cone, properties)
  defineProperties(script, cone, properties)
  script.section('A script ends with something to solve.')
  script.raw('(assert true)\n')
  return script.toString()
}

function declareStates(
  script: VmtScript,
  { cells, integers }: ScalarSystem,
  properties: readonly BadState[],
): void {
  script.section(`The state. ${coding(integers)}`)
  for (const cell of cells) script.state(cell, showType(cell.type))
  for (const { property, monitor } of properties) {
    if (monitor !== undefined) script.state(monitor, `whether the last step decided ${property.name}`)
  }
}

function declareInputs(script: VmtScript, { actions }: ScalarSystem): void {
  const choices = actions.flatMap((action) => action.choices)
  if (choices.every(({ symbol }) => symbol === undefined)) return
  script.section('What is chosen in a step.')
  for (const { symbol, domain } of choices) if (symbol !== undefined) script.input(symbol, showType(domain))
}

function defineSystem(script: VmtScript, system: ScalarSystem, properties: readonly BadState[]): void {
  const { terms, cells, actions } = system
  const monitors = properties.flatMap(({ monitor }) => monitor ?? [])
  script.section('Where every execution starts.')
  const quiet = monitors.map(({ current }) => terms.not(current))
  script.define('system:init', terms.and(startCondition(system), ...quiet), 'init true')

  script.section('The steps of each action: when it is possible, and every value after it.')
  const steps = actions.map((action) => {
    const step = terms.symbol(`${action.action.name}:step`, BOOL_SORT, 'next')
    script.abbreviate(step, actionRelation(system, action))
    return step
  })
  script.section(
    'A step is one of these. That values are of their types is implied, and said for proofs by induction.',
  )
  script.define(
    'system:trans',
    terms.and(
      ...cells.map(({ domain }) => domain),
      terms.or(...steps),
      ...monitors.map(({ next, value }) => terms.equal(next, value)),
    ),
    'trans true',
  )
}

function defineProperties(script: VmtScript, { terms }: ScalarSystem, properties: readonly BadState[]): void {
  script.section('The properties: true in the states that are not bad.')
  properties.forEach(({ property, bad }, index) => {
    script.comment(meaningOf(property))
    script.define(property.name, terms.not(bad), `invar-property ${String(index)}`)
  })
}
