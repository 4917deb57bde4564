import { TRUE, type Expr } from '../../src/ir/expr.js'
import type { TransitionSystem } from '../../src/ir/system.js'
import { enumType, rangeType } from '../../src/ir/type.js'
import { int, member, variable } from './dns-race.js'

/** A token that goes round for ever; the names are the caller's. */
export function tokenRing(
  size: number,
  {
    kind = 'node',
    label = 'pass',
    token = 'token',
  }: { readonly kind?: string; readonly label?: string; readonly token?: string } = {},
): TransitionSystem {
  const stand = enumType([label])
  return {
    name: 'ring',
    variables: [
      { name: token, type: rangeType(0, size - 1) },
      ...Array.from({ length: size }, (_, index) => ({ name: `${kind}${String(index)}`, type: stand })),
    ],
    init: {
      assumptions: [],
      updates: [
        { target: { variable: token, path: [] }, value: int(0) },
        ...Array.from({ length: size }, (_, index) => ({
          target: { variable: `${kind}${String(index)}`, path: [] },
          value: member(stand, label),
        })),
      ],
    },
    actions: Array.from({ length: size }, (_, index) => ({
      name: `${kind}[${String(index)}].${label}`,
      process: { kind, index },
      label,
      control: { cell: { variable: `${kind}${String(index)}`, path: [] }, at: label },
      guard: { kind: 'eq', left: variable(token), right: int(index) } satisfies Expr,
      choices: [],
      updates: [{ target: { variable: token, path: [] }, value: int((index + 1) % size) }],
      source: { file: '/models/ring/model.ts', line: 10 + index },
    })),
    mayEnd: TRUE,
    properties: [{ kind: 'invariant', name: 'fine', expr: TRUE }],
  }
}

/** The token's way over so many steps. */
export function rounds(size: number, steps: number, kind = 'node', label = 'pass'): readonly string[] {
  return Array.from({ length: steps }, (_, step) => `${kind}[${String(step % size)}].${label}`)
}
