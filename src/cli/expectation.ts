import { meets, showExpected, type Expectation } from '../dsl/expect.js'
import type { CheckReport } from '../run/check.js'
import { EXIT, exitCodeOfCheck, type ExitCode } from '../report/verdict/exit-code.js'
import { verdictWords } from '../report/verdict/verdict-line.js'

/** How what was found compares with what the model's author pinned for these parameters. */
export interface Comparison {
  /** 0 exactly when everything that is pinned was found so. */
  readonly exitCode: ExitCode
  /** Sentences, each on a line of its own. */
  readonly lines: readonly string[]
}

/**
 * @param expectation what is pinned for the parameters of the report; undefined for nothing.
 * @param options.strict warnings are failures, except of goals that are pinned as unreached.
 */
export function compareWithExpectation(
  { results, warnings, unsettled = [], stopped }: CheckReport,
  expectation: Expectation | undefined,
  { strict = false }: { readonly strict?: boolean } = {},
): Comparison {
  const pinned = Object.entries(expectation?.verdicts ?? {}).flatMap(([name, expected]) => {
    const result = results.find(({ property }) => property === name)
    return result === undefined ? [] : [{ name, expected, result }]
  })
  if (pinned.length === 0) {
    const remedy = 'Add an entry to `expect`, or leave --as-expected out.'
    return {
      exitCode: EXIT.usage,
      lines: [`Nothing to compare with: the model pins no such verdict for these parameters. ${remedy}`],
    }
  }
  const surprises = pinned.filter(({ expected, result }) => !meets(expected, result.verdict))
  const lines = surprises.map(
    ({ name, expected, result }) =>
      `Not as expected: ${name} is pinned as \`${showExpected(expected)}\`, and the verdict is \`${verdictWords(result).finding}\`.`,
  )
  if (stopped === 'interrupted') return { exitCode: EXIT.interrupted, lines }
  if (surprises.length > 0) {
    const open = surprises.every(({ result }) => result.verdict.kind === 'undecided')
    return { exitCode: open ? EXIT.undecided : EXIT.usage, lines }
  }
  const which =
    pinned.length === 1 ? 'the pinned verdict is' : `all ${String(pinned.length)} pinned verdicts are`
  const surprising = warnings.filter(
    ({ code, subject }) => code !== 'unreached-goal' || expectation?.verdicts[subject]?.kind !== 'unreached',
  )
  const exitCode = exitCodeOfCheck({ results: [], warnings: surprising, unsettled }, { strict })
  return { exitCode, lines: [`As expected: ${which} confirmed.`] }
}

/** Whether some pinned verdict takes a proof at every depth. */
export function needsProof(expectation: Expectation | undefined): boolean {
  return Object.values(expectation?.verdicts ?? {}).some(
    (expected) =>
      expected.kind === 'proved' || (expected.kind === 'unreached' && expected.depth === undefined),
  )
}
