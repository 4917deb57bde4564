import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** Slips inside `build` that the compiler has to catch, with what it should say. */
const SLIPS = [
  ['a condition that is not known yet', "if (job.status.is('free')) {}", 'TS2801'],
  ['a choice that is not known yet', 'job.closed ? 1 : 2', 'TS2801'],
  ['&& of what is not known yet', 'job.closed && job.tries.is(1)', 'TS2801'],
  ['a member that does not exist, assigned', "job.status.becomes('fre')", 'TS2345'],
  ['a member that does not exist, compared', "job.status.is('fre')", 'TS2345'],
  ['a member that does not exist, at the start', "oneOf('a', 'b').initially('c')", 'TS2345'],
  ['a label that does not exist', "worker.at(0).at('nope')", 'TS2345'],
  ['a label that does not exist, among others', "all(worker, (w) => w.at('check', 'acts'))", 'TS2345'],
  [
    'a label to rest at that does not exist',
    "process({ steps: () => ({ work: step() }), restsAt: ['wait'] })",
    'TS2322',
  ],
  ['a local that does not exist', 'all(worker, (w) => w.own)', 'TS2551'],
  ['a field that does not exist', 'job.state', 'TS2339'],
  ['a variant that does not exist', "fix === 'fixed'", 'TS2367'],
  ['+ on a value of the model', 'job.tries.becomes(job.tries + 1)', 'TS2365'],
  ['< on a value of the model', 'when(job.tries < 3)', 'TS2365'],
  ['=== on a number of the model', 'when(job.tries === 3)', 'TS2367'],
  ['=== on a member of the model', "when(job.status === 'free')", 'TS2367'],
  ['brackets on an array of the model', 'slots[1]', 'TS7053'],
  ['brackets on processes', 'worker[0]', 'TS7053'],
  ['an assignment with =', 'job.tries = 2', 'TS2540'],
  ['a number for a flag', 'job.closed.becomes(1)', 'TS2345'],
  ['a flag for a number', 'job.tries.becomes(job.closed)', 'TS2345'],
  ['a constant flag for a number', 'job.tries.becomes(true)', 'TS2345'],
  ['a member as an index of numbers', "slots.at('one')", 'TS2345'],
  ['a sum of flags', 'sum(worker, (w) => w.owns)', 'TS2322'],
  ['an invariant that is a number', 'invariant(job.tries)', 'TS2345'],
  ['a condition that is a number', 'onlyIf(job.tries, job.closed.becomes(true))', 'TS2345'],
  ['next of a constant', 'next(3)', 'TS2769'],
  ['an assignment to something computed', 'job.tries.plus(1).becomes(2)', 'TS2339'],
  ['an assignment to a parameter', 'workers.becomes(2)', 'TS2339'],
  ['a condition as a clause', 'step(job.closed)', 'TS2345'],
  ['alternatives in an atomic step', 'atomic(either({ a: step(), b: step() }))', 'TS2345'],
  ['a choice from infinitely many', 'choose({ amount: integer() }, () => step())', 'TS2741'],
] as const

/** Slips around a model. */
const MODEL_SLIPS = [
  [
    'an expectation of no property',
    "model({ name: 'm', params, build, expect: [{ verdicts: { three: proved() } }] })",
    'TS2353',
  ],
  [
    'an expectation for no parameter',
    "model({ name: 'm', params, build, expect: [{ params: { fixing: 'cas' }, verdicts: {} }] })",
    'TS2353',
  ],
  [
    'an expectation for no variant',
    "model({ name: 'm', params, build, expect: [{ params: { fix: 'fixed' }, verdicts: {} }] })",
    'TS2322',
  ],
  [
    'a property that is a constant',
    "model({ name: 'm', build: () => ({ properties: { p: true } }) })",
    'TS2322',
  ],
] as const

/** A model in which everything is right, with slips, a line each. */
function source(slips: readonly string[], modelSlips: readonly string[]): string {
  return `
import { all, array, atomic, choose, count, either, flag, integer, invariant, model, next, oneOf, onlyIf, process, processes } from 'premortem'
import { proved, range, reachable, state, step, sum, variant, when } from 'premortem'

const params = { workers: count(2, 'workers'), fix: variant({ none: 'as it was', cas: 'repaired' }, 'the fix') }
export default model({
  name: 'right',
  params,
  build({ workers, fix }) {
    const job = state({ status: oneOf('free', 'taken'), tries: range(0, 3), closed: flag() })
    const slots = state(array(range(1, 3), flag()))
    const worker = processes(workers, {
      locals: { owns: flag(), seen: range(0, 3) },
      restsAt: ['check'],
      steps: ({ owns, seen, index }) => ({
        check: step(seen.becomes(job.tries), slots.at(seen).becomes(true)),
        act: step(when(job.status.is('free')), job.status.becomes('taken'), owns.becomes(index === 0)),
      }),
    })
    ${slips.join('\n    ')}
    return { job, slots, worker, properties: { one: invariant(fix === 'none'), two: reachable(worker.at(0).at('act', 'done')) } }
  },
  expect: [{ verdicts: { one: proved(), deadlock: proved() } }, { params: { fix: 'cas' }, verdicts: { two: proved() } }],
})
const build = () => ({ properties: { one: invariant(true) } })
${modelSlips.join('\n')}
`
}

const HERE = fileURLToPath(new URL('slips.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the compiler says of a file next to this one with this text: the codes, and the lines they are about. */
function complaints(text: string): readonly (readonly [line: string, code: string])[] {
  const { config } = ts.readConfigFile(`${ROOT}/tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    readonly config: unknown
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
  const host = ts.createCompilerHost(options)
  const onDisk = { read: host.readFile.bind(host), exists: host.fileExists.bind(host) }
  host.readFile = (file) => (file === HERE ? text : onDisk.read(file))
  host.fileExists = (file) => file === HERE || onDisk.exists(file)
  const program = ts.createProgram([HERE], { ...options, noUnusedLocals: false }, host)
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(HERE))
    .filter(({ code }) => code !== UNUSED_IMPORT)
    .map(({ code, start = 0, file }) => {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
      return [text.split('\n')[line]?.trim() ?? '', `TS${String(code)}`]
    })
}

/** Some names are imported only for the slips. */
const UNUSED_IMPORT = 6133

describe('the compiler', () => {
  it('has nothing to say about a model without slips', () => {
    expect(complaints(source([], []))).toEqual([])
  })

  describe('given a model with slips', () => {
    const all = [...SLIPS, ...MODEL_SLIPS]
    const found = complaints(
      source(
        SLIPS.map(([, slip]) => slip),
        MODEL_SLIPS.map(([, slip]) => slip),
      ),
    )

    it.each(all)('catches %s: %s', (_, slip, code) => {
      expect(found.filter(([line]) => line === slip)).toEqual([[slip, code]])
    })

    it('complains about nothing else', () => {
      const slips: readonly string[] = all.map(([, slip]) => slip)
      expect(found.filter(([line]) => !slips.includes(line))).toEqual([])
    })
  })
})
