import { count, isModel, model, proved, state, toggle, variant, flag, violated, invariant } from 'premortem'
import { createJiti } from 'jiti'
import { describe, expect, it } from 'vitest'
import { errorOf } from './building.js'

const varied = model({
  name: 'varied',
  params: {
    workers: count(2, 'how many workers', { max: 9 }),
    spares: count(0, 'how many spares', { min: 0 }),
    strict: toggle(false, 'whether to be strict'),
    fix: variant({ none: 'as it was', cas: 'compare and set' }, 'the fix'),
  },
  build({ workers, spares, strict, fix }) {
    const seen = state(flag())
    return {
      seen,
      properties: { [`w${String(workers)}_${String(spares)}_${String(strict)}_${fix}`]: invariant(true) },
    }
  },
})

/** The values that `build` got. */
function gotten(values?: Parameters<typeof varied.instantiate>[0]): string {
  return varied.instantiate(values).properties[0]?.name ?? ''
}

describe('parameters', () => {
  it('have defaults', () => {
    expect(gotten()).toBe('w2_0_false_none')
    expect(gotten({})).toBe('w2_0_false_none')
  })

  it('can be given as values', () => {
    expect(gotten({ workers: 3, strict: true, fix: 'cas' })).toBe('w3_0_true_cas')
  })

  it('can be given as words of a command line', () => {
    expect(gotten({ workers: '4', spares: '0', strict: 'true', fix: 'cas' })).toBe('w4_0_true_cas')
    expect(gotten({ strict: 'false' })).toBe('w2_0_false_none')
  })

  it('are described', () => {
    expect(varied.parameters).toEqual({
      workers: { kind: 'count', default: 2, doc: 'how many workers', min: 1, max: 9 },
      spares: { kind: 'count', default: 0, doc: 'how many spares', min: 0, max: undefined },
      strict: { kind: 'toggle', default: false, doc: 'whether to be strict' },
      fix: {
        kind: 'variant',
        default: 'none',
        doc: 'the fix',
        variants: { none: 'as it was', cas: 'compare and set' },
      },
    })
  })

  it.each([
    [{ workers: 0 }, 'Give a whole number from 1 to 9.'],
    [{ workers: 10 }, 'Give a whole number from 1 to 9.'],
    [{ workers: 2.5 }, 'Give a whole number from 1 to 9.'],
    [{ workers: '2x' }, 'Give a whole number from 1 to 9.'],
    [{ workers: '' }, 'Give a whole number from 1 to 9.'],
    [{ workers: true }, 'Give a whole number from 1 to 9.'],
    [{ spares: -1 }, 'Give a whole number from 0 on.'],
    [{ strict: 'yes' }, 'Give true or false.'],
    [{ strict: 1 }, 'Give true or false.'],
    [{ fix: 'caz' }, 'Did you mean `cas`? There is `none`, `cas`.'],
    [{ fix: 'toString' }, 'There is `none`, `cas`.'],
    [{ worker: '3' }, 'Did you mean `workers`? There is `workers`, `spares`, `strict`, `fix`.'],
  ])('are refused: %j', (values, remedy) => {
    const error = errorOf(() => varied.instantiate(values))
    expect(error).toMatchObject({ code: 'bad-parameter', remedy })
  })

  it('need a default that is allowed', () => {
    const source = { name: 'm', params: { n: count(0, 'n') }, build: () => ({}) }
    expect(errorOf(() => model(source).instantiate())).toMatchObject({ code: 'bad-parameter' })
  })
})

describe('expectations', () => {
  const build = () => ({ properties: { p: invariant(true) } })
  const params = { n: count(2, 'n'), strict: toggle(false, 'strict') }

  it('say every parameter', () => {
    const { expect: entries } = model({
      name: 'm',
      params,
      build,
      expect: [{ verdicts: { p: proved() } }, { params: { n: 3 }, verdicts: { p: violated(4) } }],
    })
    expect(entries).toEqual([
      { params: { n: 2, strict: false }, verdicts: { p: { kind: 'proved' } } },
      { params: { n: 3, strict: false }, verdicts: { p: { kind: 'violated', depth: 4 } } },
    ])
  })

  it('begin with the defaults', () => {
    const error = errorOf(() =>
      model({ name: 'm', params, build, expect: [{ params: { n: 3 }, verdicts: {} }] }),
    )
    expect(error.code).toBe('bad-parameter')
    expect(() =>
      model({ name: 'm', params, build, expect: [{ params: { n: 2 }, verdicts: {} }] }),
    ).not.toThrow()
  })

  it('are about parameters that are allowed', () => {
    const error = errorOf(() =>
      model({ name: 'm', params, build, expect: [{ verdicts: {} }, { params: { n: 0 }, verdicts: {} }] }),
    )
    expect(error.code).toBe('bad-parameter')
  })
})

describe('a model', () => {
  it('is told from everything else', () => {
    expect(isModel(varied)).toBe(true)
    for (const other of [undefined, null, 1, 'model', {}, { name: 'm' }, () => varied, [varied]]) {
      expect(isModel(other)).toBe(false)
    }
  })

  it('is known to another copy of the package', async () => {
    const jiti = createJiti(import.meta.url, { moduleCache: false })
    const other = await jiti.import<{ readonly isModel: typeof isModel }>('../../src/dsl/model.ts')
    expect(other.isModel).not.toBe(isModel)
    expect(other.isModel(varied)).toBe(true)
    expect(other.isModel({})).toBe(false)
  })
})
