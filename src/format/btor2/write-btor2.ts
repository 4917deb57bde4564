import { ModelError } from '../../ir/model-error.js'
import type { TransitionSystem } from '../../ir/system.js'
import { unboundedPart } from '../../ir/unbounded.js'
import { coneOfInfluence } from '../../lower/cone-of-influence.js'
import { lowerSystem } from '../../lower/lower-system.js'
import { meaningOf } from '../bad-state.js'
import { coding } from '../coding.js'
import { SymbolNames } from '../symbol-names.js'
import { circuitOf } from './circuit.js'
import { btor2Symbol, Btor2Lines } from './lines.js'
import { TermWriter, widthOf } from './term-writer.js'

/**
 * The system in BTOR2 (Niemetz, Preiner, Wolf and Biere, BTOR2, BtorMC and Boolector 3.0, 2018). Inputs say which action fires and what is
 * chosen; those that ask for what is not possible lead to a state that is not valid, and never bad. A `constraint` on them would do the
 * same to later states, and take away the last one, from which no step may be possible. Each property has a `bad` of its name. Depths are
 * those of bounded search.
 * @param system validated; all its properties are asked.
 * @throws ModelError where it has integers without bounds.
 */
export function exportBtor2(system: TransitionSystem): string {
  refuseUnbounded(system)
  const lowered = lowerSystem(system)
  const { registers, inputs, bads } = circuitOf(coneOfInfluence(lowered, lowered.targets))
  const lines = new Btor2Lines()
  const terms = new TermWriter(lines)
  const names = new SymbolNames(() => false)
  const symbolOf = (name: string): string => names.take(btor2Symbol(name))

  lines.comment(`${system.name} in BTOR2: inputs say what happens in a step, and the next state follows.`)
  lines.section(`The state. ${coding('bit-vector')}`)
  for (const { current, initial, comment } of registers) {
    const sort = lines.sort(widthOf(current.sort))
    // A state has to stand after its start value.
    const start = initial === undefined ? undefined : terms.write(initial)
    const state = lines.statement(['state', sort], { symbol: symbolOf(current.name), comment })
    if (start !== undefined) lines.statement(['init', sort, state, start])
    terms.bind(current, state)
  }
  lines.section('What happens in a step: which action fires, and what is chosen.')
  for (const { symbol, ...rest } of inputs) {
    const sort = lines.sort(widthOf(symbol.sort))
    terms.bind(symbol, lines.statement(['input', sort], { symbol: symbolOf(symbol.name), ...rest }))
  }
  lines.section('The next state.')
  for (const { current, next, value } of registers) {
    const node = terms.write(value)
    if (next !== undefined) terms.bind(next, node)
    lines.statement(['next', lines.sort(widthOf(current.sort)), terms.write(current), node])
  }
  lines.section('The properties. Only valid states are bad.')
  for (const { property, bad } of bads) {
    lines.comment(meaningOf(property))
    lines.statement(['bad', terms.write(bad)], { symbol: symbolOf(property.name) })
  }
  return lines.toString()
}

function refuseUnbounded(system: TransitionSystem): void {
  const unbounded = unboundedPart(system)
  if (unbounded === undefined) return
  throw new ModelError(
    'unbounded-integer',
    `\`${unbounded.name}\` holds an integer without bounds, and BTOR2 has only bit-vectors.`,
    'Give it bounds, as range(lo, hi) does in place of integer(), or export the model as vmt or smt2.',
    unbounded.source,
  )
}
