import type { Expr } from '../../../ir/expr.js'
import type { ScalarType } from '../../../ir/type.js'

/** An expression with its type. */
export interface Typed {
  readonly expr: Expr
  readonly type: ScalarType
}

/** Why an operator cannot be applied: one sentence. */
export interface Misfit {
  readonly problem: string
}

/** What an operator makes of its operands; undefined where it is not one of this family. */
export type Operators = (
  operator: string,
  operands: readonly Typed[],
  indices: readonly number[],
) => Typed | Misfit | undefined

export function misfit(problem: string): Misfit {
  return { problem }
}

export function isMisfit(result: Typed | Misfit): result is Misfit {
  return 'problem' in result
}

/** A sort as SMT-LIB writes it. */
export function sortText(type: ScalarType): string {
  switch (type.kind) {
    case 'bool':
      return 'Bool'
    case 'integer':
    case 'range':
      return 'Int'
    case 'bits':
      return `(_ BitVec ${String(type.width)})`
    case 'enum':
      return 'an enumeration'
  }
}

export function sameSort(a: ScalarType, b: ScalarType): boolean {
  return sortText(a) === sortText(b)
}

/** Why the operands are not as many as an operator takes; undefined where they are. */
export function miscounted(
  operator: string,
  operands: readonly unknown[],
  { least, most = Infinity }: { readonly least: number; readonly most?: number },
): Misfit | undefined {
  const { length } = operands
  if (length >= least && length <= most) return undefined
  const expected =
    most === Infinity
      ? `${String(least)} or more`
      : least === most
        ? String(least)
        : `${String(least)} to ${String(most)}`
  return misfit(`\`${operator}\` takes ${expected} operands, not ${String(length)}.`)
}

/** Why an operand has not the sort that an operator takes; undefined where all have. */
export function missorted(
  operator: string,
  operands: readonly Typed[],
  kind: ScalarType['kind'],
): Misfit | undefined {
  const other = operands.find(({ type }) => type.kind !== kind)
  if (other === undefined) return undefined
  return misfit(`\`${operator}\` is not for an operand of sort ${sortText(other.type)}.`)
}
