import { readParameter, readParameters, type Parameters, type ParameterValue } from './parameter.js'

/**
 * Every combination of parameters, the model's last one varying fastest. What is not varied has its default.
 * @param varied the values that a parameter is to have; equal ones count once.
 * @throws ModelError for a parameter that the model does not have, and for values that it does not allow.
 */
export function parameterCombinations(
  parameters: Parameters,
  varied: Readonly<Record<string, readonly unknown[]>>,
): readonly Readonly<Record<string, ParameterValue>>[] {
  const unknown = Object.keys(varied).find((name) => !Object.hasOwn(parameters, name))
  // Refused as for a single model.
  if (unknown !== undefined) return [readParameters(parameters, { [unknown]: undefined })]
  let cases: readonly Readonly<Record<string, ParameterValue>>[] = [{}]
  for (const [name, parameter] of Object.entries(parameters)) {
    const given = Object.hasOwn(varied, name) ? varied[name] : undefined
    const values = new Set(
      (given ?? [parameter.default]).map((value) => readParameter(name, parameter, value)),
    )
    cases = cases.flatMap((others) => [...values].map((value) => ({ ...others, [name]: value })))
  }
  return cases
}
