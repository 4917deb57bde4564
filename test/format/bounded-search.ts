import { spawnSync } from 'node:child_process'

/** A transition system as SMT-LIB text, unrolled on demand. Symbols have their depth in them. */
export interface Unrolled {
  readonly logic: string
  /** Declares state 0 and constrains it to be a start. */
  start(): string
  /** Declares state k + 1, and constrains it to follow state k. */
  step(k: number): string
  /** What makes state k bad, for each property, as a Boolean term. */
  bads(k: number): ReadonlyMap<string, string>
}

/** The least depth at which a state is bad; undefined where there is none. */
export type Found = number | undefined | 'unknown'

/** Enough for all but a few queries about unbounded integers. Counted, not timed. */
const RESOURCE_LIMIT = 2_000_000

/**
 * What a native Z3 says of each property.
 * @param depths how far to look, by property.
 * @throws Error where it does not understand the question.
 */
export function boundedSearch(
  unrolled: Unrolled,
  depths: ReadonlyMap<string, number>,
): ReadonlyMap<string, Found> {
  const script = [`(set-logic ${unrolled.logic})`]
  if (unrolled.logic !== 'QF_BV') script.push(`(set-option :rlimit ${String(RESOURCE_LIMIT)})`)
  script.push(unrolled.start())
  const asked: { readonly property: string; readonly k: number }[] = []
  for (let k = 0; k <= Math.max(...depths.values()); k++) {
    if (k > 0) script.push(unrolled.step(k - 1))
    const bads = unrolled.bads(k)
    for (const [property, depth] of depths) {
      if (depth < k) continue
      const bad = bads.get(property)
      if (bad === undefined) throw new Error(`${property} is missing`)
      script.push('(push 1)', `(assert ${bad})`, '(check-sat)', '(pop 1)')
      asked.push({ property, k })
    }
  }
  const { stdout } = spawnSync('z3', ['-in', '-smt2'], { input: script.join('\n'), encoding: 'utf8' })
  const answers = stdout.trim().split('\n')
  const wrong = answers.find((answer) => !/^(?:sat|unsat|unknown)$/.test(answer))
  if (wrong !== undefined || answers.length !== asked.length)
    throw new Error(`z3 answers ${wrong ?? 'too little'}`)
  return new Map(
    [...depths.keys()].map((property) => {
      const place = asked.findIndex((each, at) => each.property === property && answers[at] !== 'unsat')
      return [property, answers[place] === 'unknown' ? 'unknown' : asked[place]?.k]
    }),
  )
}
