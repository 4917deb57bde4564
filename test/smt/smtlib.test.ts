import { describe, expect, it } from 'vitest'
import { at } from '../../src/encode/command.js'
import { bmc } from '../../src/engine/bmc.js'
import { confirm } from '../../src/engine/confirm.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { arrayType, BOOL, enumType } from '../../src/ir/type.js'
import { BOOL_SORT } from '../../src/lower/term.js'
import { Terms } from '../../src/lower/terms.js'
import { symbolAt } from '../../src/smt/smtlib.js'
import { loadZ3 } from '../../src/smt/z3.js'

describe('symbols', () => {
  it.each([
    ['endpoint[0].active', '|endpoint[0].active@3|'],
    ['m[a|b]', '|m[a{7c}b]@3|'],
    ['m[a{7c}b]', '|m[a{7b}7c{7d}b]@3|'],
    ['m[é\\x]', '|m[{e9}{5c}x]@3|'],
  ])('spell %s as %s', (name, printed) => {
    expect(symbolAt(at(new Terms().symbol(name, BOOL_SORT, 'current'), 3))).toBe(printed)
  })

  it('hold whatever a member of an enumeration is called', async () => {
    const members = enumType(['a|b', 'é\\x', 'plain'])
    const system: TransitionSystem = {
      name: 'odd names',
      variables: [{ name: 'm', type: arrayType(members, BOOL) }],
      init: { updates: [], assumptions: [] },
      actions: [],
      mayEnd: { kind: 'literal', type: BOOL, value: true },
      properties: [
        {
          kind: 'invariant',
          name: 'p',
          expr: {
            kind: 'element',
            array: { kind: 'variable', name: 'm' },
            index: { kind: 'literal', type: members, value: 'a|b' },
          },
        },
      ],
    }
    const z3 = await loadZ3()
    const [result] = await bmc.check({
      system,
      depth: 0,
      openSolver: () => z3.open(),
      report: () => undefined,
    })
    expect(result?.verdict).toMatchObject({ kind: 'violated', depth: 0 })
    if (result !== undefined) confirm(system, result)
  })
})
