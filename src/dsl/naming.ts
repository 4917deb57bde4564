import type { Expr } from '../ir/expr.js'
import { ModelError } from '../ir/model-error.js'
import type { Building } from './building.js'
import { declarationOf, type Declaration } from './declaration.js'
import { checkName } from './name.js'
import { rewriter } from './rewrite.js'
import { isStep, type Alternatives, type Step } from './step.js'

/** A variable that has got its name. */
export interface NamedVariable {
  readonly name: string
  readonly declaration: Declaration
}

/** A step of no process that has got its name. */
export interface NamedStep {
  readonly name: string
  readonly step: Step | Alternatives
}

/**
 * Takes the names of state, processes and steps from the keys of what `build` returned.
 * @throws ModelError for a part that is none of these, for two names of one part, and for state that has no name.
 */
export function nameParts(
  parts: Readonly<Record<string, unknown>>,
  building: Building,
): { readonly variables: readonly NamedVariable[]; readonly steps: readonly NamedStep[] } {
  const variables: NamedVariable[] = []
  const steps: NamedStep[] = []
  for (const [name, part] of Object.entries(parts)) {
    const declaration = declarationOf(part)
    checkName('A field of what `build` returns', name, [], declaration?.place)
    if (declaration !== undefined) variables.push({ name, declaration })
    else if (isStep(part)) steps.push({ name, step: part })
    else throw notAPart(name)
  }
  refuseTwice(variables)
  refuseNameless(variables, building)
  return { variables, steps }
}

/** Puts the names where the placeholders are. */
export function renaming(variables: readonly NamedVariable[]): (expr: Expr) => Expr {
  const names = new Map(variables.map(({ name, declaration }) => [declaration.placeholder, name]))
  return rewriter((expr) =>
    expr.kind === 'variable' ? { ...expr, name: nameOf(expr.name, names) } : undefined,
  )
}

function nameOf(placeholder: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(placeholder)
  if (name !== undefined) return name
  throw new ModelError(
    'unnamed-state',
    'The model uses state that another run of `build` has made.',
    'Make all state inside `build`, and keep none of it in variables outside.',
  )
}

function refuseTwice(variables: readonly NamedVariable[]): void {
  for (const [at, { name, declaration }] of variables.entries()) {
    const earlier = variables.find((other) => other.declaration === declaration)
    if (earlier === undefined || variables.indexOf(earlier) === at) continue
    throw new ModelError(
      'conflicting-names',
      `The same state is returned as \`${earlier.name}\` and as \`${name}\`.`,
      'Return it once.',
      declaration.place,
    )
  }
}

function refuseNameless(variables: readonly NamedVariable[], { declarations }: Building): void {
  const named = new Set(variables.map(({ declaration }) => declaration))
  for (const declaration of declarations.values()) {
    if (named.has(declaration)) continue
    throw new ModelError(
      'unnamed-state',
      `This ${declaration.kind === 'state' ? 'state' : 'process'} has no name, because \`build\` does not return it.`,
      'Return it: its key in the returned object is its name.',
      declaration.place,
    )
  }
}

function notAPart(name: string): ModelError {
  return new ModelError(
    'type-mismatch',
    `\`build\` returns \`${name}\`, which is neither state nor a process nor a step.`,
    'Return state(...), process(...), processes(...) and step(...) as they are, and keep everything else inside `build`.',
  )
}
