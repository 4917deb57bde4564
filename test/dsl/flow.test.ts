import {
  choose,
  done,
  either,
  flag,
  goto,
  onlyIf,
  process,
  processes,
  range,
  state,
  step,
  when,
} from 'premortem'
import { describe, expect, it } from 'vitest'
import { truth } from '../../src/ir/evaluate.js'
import { attempt } from '../../src/ir/execute.js'
import { actionNames, actionOf, built, run, startOf } from './building.js'

describe('the flow of a process', () => {
  it('goes from each step to the next one and then ends', () => {
    const system = built(() => ({ p: process({ steps: () => ({ a: step(), b: step() }) }) }))
    expect(run(system, 'p.a')).toEqual({ p: { pc: 'b' } })
    expect(run(system, 'p.a', 'p.b')).toEqual({ p: { pc: 'done' } })
  })

  it('goes where a step says', () => {
    const system = built(() => ({
      p: process({
        steps: () => ({ a: step(goto('c')), b: step(goto('a')), c: step(goto('b')), d: step(done) }),
      }),
    }))
    expect(run(system, 'p.a')).toEqual({ p: { pc: 'c' } })
    expect(run(system, 'p.a', 'p.c', 'p.b')).toEqual({ p: { pc: 'a' } })
  })

  it('goes where a step says only under a condition, and else on', () => {
    const system = built(() => {
      const n = state(range(0, 5))
      const p = process({
        steps: () => ({
          count: step(
            n.becomes(n.plus(1)),
            onlyIf(n.is(0), goto('count')).otherwise(onlyIf(n.is(1), goto('far'))),
            onlyIf(n.is(2), goto('count')),
          ),
          near: step(goto('count')),
          far: step(goto('count')),
        }),
      })
      return { n, p }
    })
    const places = [1, 2, 3, 4].map((times) => {
      const steps = Array.from({ length: times }, () => 'p.count')
      const back = times > 2 ? ['p.far'] : []
      return run(system, ...steps.slice(0, 2), ...back, ...steps.slice(2)).p
    })
    expect(places).toEqual([{ pc: 'count' }, { pc: 'far' }, { pc: 'count' }, { pc: 'near' }])
  })

  it('has no end where every way out of the last step leads elsewhere', () => {
    const system = built(() => {
      const again = state(flag())
      const p = process({
        steps: () => ({ a: step(onlyIf(again, goto('b')).otherwise(goto('a'))), b: step(goto('a')) }),
      })
      return { again, p }
    })
    expect(system.variables[1]?.type).toMatchObject({ fields: { pc: { values: ['a', 'b'] } } })
  })

  it('leaves out steps that are undefined', () => {
    const system = built(() => ({ p: process({ steps: () => ({ a: step(), b: undefined, c: step() }) }) }))
    expect(actionNames(system)).toEqual(['p.a', 'p.c'])
    expect(run(system, 'p.a')).toEqual({ p: { pc: 'c' } })
  })
})

describe('when', () => {
  it('waits for all that it names', () => {
    const system = built(() => {
      const a = state(flag())
      const b = state(flag().initially(true))
      return { a, b, raise: step(a.becomes(true)), both: step(when(a, b)), always: step(when(), when(true)) }
    })
    const fires = (name: string, ...before: readonly string[]) =>
      attempt(system, actionOf(system, name), {}, run(system, ...before)).kind
    expect(fires('both')).toBe('blocked')
    expect(fires('both', 'raise')).toBe('fired')
    expect(fires('always')).toBe('fired')
  })

  it('waits only where its branch is taken', () => {
    const system = built(() => {
      const careful = state(flag())
      const ready = state(flag())
      return {
        careful,
        ready,
        mind: step(careful.becomes(true)),
        go: step(onlyIf(careful, when(ready))),
      }
    })
    expect(attempt(system, actionOf(system, 'go'), {}, startOf(system)).kind).toBe('fired')
    expect(attempt(system, actionOf(system, 'go'), {}, run(system, 'mind')).kind).toBe('blocked')
  })
})

describe('onlyIf', () => {
  const system = built(() => {
    const n = state(range(0, 9))
    const even = state(range(0, 9))
    const odd = state(range(0, 9))
    return {
      n,
      even,
      odd,
      next: step(
        n.becomes(n.plus(1)),
        onlyIf(n.modulo(2).is(0), even.becomes(even.plus(1)), onlyIf(n.is(2), odd.becomes(9))).otherwise(
          odd.becomes(odd.plus(1)),
        ),
      ),
    }
  })

  it('lets clauses take part on one side or the other', () => {
    expect(run(system, 'next')).toEqual({ n: 1, even: 1, odd: 0 })
    expect(run(system, 'next', 'next')).toEqual({ n: 2, even: 1, odd: 1 })
    expect(run(system, 'next', 'next', 'next')).toEqual({ n: 3, even: 2, odd: 9 })
  })
})

describe('a step', () => {
  it('does everything at once', () => {
    const system = built(() => {
      const a = state(range(0, 9).initially(1))
      const b = state(range(0, 9).initially(2))
      return { a, b, swap: step(a.becomes(b), b.becomes(a)) }
    })
    expect(run(system, 'swap')).toEqual({ a: 2, b: 1 })
  })

  it('takes lists of clauses for their members', () => {
    const system = built(() => {
      const a = state(range(0, 9))
      const b = state(range(0, 9))
      return { a, b, set: step([a.becomes(1), [b.becomes(2), []]]) }
    })
    expect(run(system, 'set')).toEqual({ a: 1, b: 2 })
  })

  it('of no process has no process, and its key for a label', () => {
    const system = built(() => ({ tick: step() }))
    const action = actionOf(system, 'tick')
    expect(action).toMatchObject({ name: 'tick', label: 'tick' })
    expect(action.process).toBeUndefined()
    expect(action.control).toBeUndefined()
  })
})

describe('either', () => {
  const system = built(() => {
    const won = state(flag())
    const p = processes(2, {
      steps: () => ({
        lock: either({ win: step(when(won.is(false)), won.becomes(true)), lose: step(when(won), done) }),
        work: step(),
      }),
    })
    const luck = either({ good: step(won.becomes(true)), bad: step(won.becomes(false)) })
    return { won, p, luck }
  })

  it('makes an action of each alternative, all at the same label', () => {
    expect(actionNames(system)).toEqual([
      'p[0].lock.win',
      'p[0].lock.lose',
      'p[0].work',
      'p[1].lock.win',
      'p[1].lock.lose',
      'p[1].work',
      'luck.good',
      'luck.bad',
    ])
    expect(actionOf(system, 'p[0].lock.lose')).toMatchObject({ label: 'lock.lose', control: { at: 'lock' } })
  })

  it('lets each alternative go its own way', () => {
    expect(run(system, 'p[0].lock.win', 'p[1].lock.lose').p).toEqual([{ pc: 'work' }, { pc: 'done' }])
  })
})

describe('choose', () => {
  const system = built(() => {
    const sent = state(range(0, 9))
    const send = choose({ amount: range(1, 3), twice: flag() }, ({ amount, twice }) =>
      step(
        when(amount.above(1)),
        onlyIf(twice, sent.becomes(amount.times(2))).otherwise(sent.becomes(amount)),
      ),
    )
    return { sent, send }
  })

  it('binds what was chosen by its name', () => {
    expect(actionOf(system, 'send').choices.map(({ name, domain }) => [name, domain.kind])).toEqual([
      ['amount', 'range'],
      ['twice', 'bool'],
    ])
    expect(run(system, ['send', { amount: 2, twice: false }])).toEqual({ sent: 2 })
    expect(run(system, ['send', { amount: 3, twice: true }])).toEqual({ sent: 6 })
  })

  it('leaves out what the guards forbid', () => {
    const outcome = attempt(system, actionOf(system, 'send'), { amount: 1, twice: true }, startOf(system))
    expect(outcome.kind).toBe('blocked')
  })

  it('can be nested', () => {
    const nested = built(() => {
      const x = state(range(0, 9))
      return {
        x,
        set: choose({ a: range(0, 3) }, ({ a }) =>
          choose({ b: range(0, 3) }, ({ b }) => step(x.becomes(a.plus(b)))),
        ),
      }
    })
    expect(run(nested, ['set', { a: 2, b: 3 }])).toEqual({ x: 5 })
  })
})

describe('coming to rest', () => {
  const mayEnd = (rests: boolean, ...steps: readonly string[]) => {
    const system = built(() => {
      const p = processes(2, {
        steps: () => ({ wait: step(), work: step() }),
        restsAt: rests ? ['wait'] : [],
      })
      const q = process({ steps: () => ({ only: step() }) })
      return { p, q }
    })
    return truth(system, system.mayEnd, { state: run(system, ...steps) })
  }

  it('is allowed when every process is done', () => {
    expect(mayEnd(false, 'p[0].wait', 'p[0].work', 'p[1].wait', 'p[1].work')).toBe(false)
    expect(mayEnd(false, 'p[0].wait', 'p[0].work', 'p[1].wait', 'p[1].work', 'q.only')).toBe(true)
  })

  it('is allowed where the rest of them may rest', () => {
    expect(mayEnd(false, 'q.only')).toBe(false)
    expect(mayEnd(true, 'q.only')).toBe(true)
    expect(mayEnd(true, 'q.only', 'p[0].wait')).toBe(false)
  })

  it('is never allowed without processes', () => {
    const system = built(() => ({ tick: step(when(false)) }))
    expect(truth(system, system.mayEnd, { state: {} })).toBe(false)
  })
})

describe('where a process stands', () => {
  const system = built(() => {
    const p = processes(2, { steps: () => ({ a: step(), b: step() }) })
    return { p, ab: step(when(p.at(0).at('b', 'done'))), second: step(when(p.at(1).at('a'))) }
  })
  const fires = (name: string, ...before: readonly string[]) =>
    attempt(system, actionOf(system, name), {}, run(system, ...before)).kind === 'fired'

  it('can be asked for, one label or several', () => {
    expect([fires('ab'), fires('ab', 'p[0].a'), fires('ab', 'p[0].a', 'p[0].b')]).toEqual([false, true, true])
    expect([fires('second'), fires('second', 'p[1].a')]).toEqual([true, false])
  })
})
