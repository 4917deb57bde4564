import {
  budget,
  channel,
  compareAndSet,
  conditionVariable,
  flag,
  goto,
  granularity,
  invariant,
  model,
  mutex,
  onlyIf,
  oneOf,
  process,
  processes,
  range,
  reachable,
  semaphore,
  some,
  state,
  step,
  transactions,
  type Isolation,
} from 'premortem'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bmc } from '../../src/engine/bmc.js'
import type { Engine } from '../../src/engine/engine.js'
import { explicit } from '../../src/engine/explicit.js'
import { openSolver } from '../../src/smt/open-solver.js'
import type { Built } from '../../src/dsl/assemble.js'
import { built, errorOf, run } from './building.js'

async function verdicts(build: () => Built): Promise<Readonly<Record<string, string>>> {
  const results = await explicit().check({
    system: model({ name: 'under-test', build }).instantiate(),
    depth: Number.MAX_SAFE_INTEGER,
    openSolver: () => Promise.reject(new Error('no solver is needed')),
    report: () => undefined,
  })
  return Object.fromEntries(results.map(({ property, verdict }) => [property, verdict.kind]))
}

describe('a mutex', () => {
  const twoAt = (isLocked: boolean) => () => {
    const lock = state(mutex(2))
    const worker = processes(2, {
      steps: ({ index }) => ({
        enter: step(isLocked ? lock.acquire(index) : []),
        work: step(isLocked ? lock.release(index) : []),
      }),
    })
    const bothInside = worker.at(0).at('work').and(worker.at(1).at('work'))
    return {
      lock,
      worker,
      properties: {
        both: reachable(bothInside),
        holderWorks: invariant(
          some(worker, (one, index) => lock.isHeldBy(index).and(one.at('work'))).is(lock.isFree().is(false)),
        ),
      },
    }
  }

  it('lets one in at a time', async () => {
    expect(await verdicts(twoAt(true))).toEqual({
      both: 'unreached',
      holderWorks: 'proved',
      deadlock: 'proved',
      range: 'proved',
    })
    expect(await verdicts(twoAt(false))).toMatchObject({ both: 'reached' })
  })

  it('is given back by its holder only', () => {
    const system = built(() => {
      const lock = state(mutex(2))
      return {
        lock,
        take: step(lock.acquire(0)),
        giveOther: step(lock.release(1)),
        give: step(lock.release(0)),
      }
    })
    expect(run(system, 'take')).toEqual({ lock: '0' })
    expect(run(system, 'take', 'give')).toEqual({ lock: 'free' })
    expect(() => run(system, 'take', 'giveOther')).toThrow()
    expect(() => run(system, 'take', 'take')).toThrow()
  })
})

describe('a semaphore', () => {
  it('lets as many in as it has permits', async () => {
    const build =
      (permits: number, atFirst = permits) =>
      () => {
        const places = state(semaphore(permits).initially(atFirst))
        const worker = processes(3, {
          steps: () => ({ enter: step(places.acquire()), work: step(places.release()) }),
        })
        const inside = (count: number) =>
          worker
            .at(0)
            .at('work')
            .and(worker.at(1).at('work'), count > 2 ? worker.at(2).at('work') : true)
        return { places, worker, properties: { two: reachable(inside(2)), three: reachable(inside(3)) } }
      }
    expect(await verdicts(build(2))).toMatchObject({ two: 'reached', three: 'unreached', range: 'proved' })
    expect(await verdicts(build(1))).toMatchObject({ two: 'unreached', deadlock: 'proved' })
    expect(await verdicts(build(1, 0))).toMatchObject({ deadlock: 'violated' })
  })

  it('cannot be given more than it had', async () => {
    const build = () => {
      const places = state(semaphore(1))
      return { places, give: step(places.release()) }
    }
    expect(await verdicts(build)).toMatchObject({ range: 'violated' })
  })
})

describe('a condition variable', () => {
  /** One takes what another one puts; it looks again after it was woken, or does not. */
  const handing = (takers: number, looksAgain: boolean) => () => {
    const lock = state(mutex(takers + 1))
    const changed = state(conditionVariable(takers + 1))
    const stock = state(range(0, 1))
    const taker = processes(takers, {
      locals: { has: flag() },
      // Nobody comes for those who are left over.
      restsAt: ['sleep'],
      steps: ({ has, index }) => ({
        enter: step(lock.acquire(index)),
        look: step(onlyIf(stock.above(0), goto('take'))),
        wait: step(changed.wait(index, lock)),
        sleep: step(changed.awake(index, lock), looksAgain ? goto('look') : []),
        take: step(stock.becomes(stock.minus(1)), has.becomes(true), lock.release(index)),
      }),
    })
    const giver = process({
      steps: () => ({
        enter: step(lock.acquire(takers)),
        put: step(stock.becomes(1)),
        wake: takers > 1 ? step(changed.wakeAll()) : changed.wakeOne(),
        leave: step(lock.release(takers)),
      }),
    })
    return {
      lock,
      changed,
      stock,
      taker,
      giver,
      properties: { taken: reachable(some(taker, ({ has }) => has)), waits: reachable(changed.hasWaiting()) },
    }
  }

  it('wakes who waits, and nobody is left behind', async () => {
    expect(await verdicts(handing(1, true))).toEqual({
      taken: 'reached',
      waits: 'reached',
      deadlock: 'proved',
      range: 'proved',
    })
  })

  it('promises nothing about what was waited for', async () => {
    expect(await verdicts(handing(2, true))).toMatchObject({ range: 'proved' })
    expect(await verdicts(handing(2, false))).toMatchObject({ range: 'violated' })
  })

  it('wakes one, whichever, where several wait', () => {
    const system = built(() => {
      const locks = [state(mutex(2)), state(mutex(2))] as const
      const changed = state(conditionVariable(2))
      return {
        first: locks[0],
        second: locks[1],
        changed,
        lockFirst: step(locks[0].acquire(0)),
        lockSecond: step(locks[1].acquire(1)),
        waitFirst: step(changed.wait(0, locks[0])),
        waitSecond: step(changed.wait(1, locks[1])),
        wake: changed.wakeOne(),
      }
    })
    const both = ['lockFirst', 'lockSecond', 'waitFirst', 'waitSecond']
    expect(run(system, ...both)).toMatchObject({ changed: [true, true], first: 'free' })
    expect(run(system, ...both, ['wake', { woken: 1 }])).toMatchObject({
      changed: [true, false],
    })
    expect(run(system, ['wake', { woken: 0 }])).toMatchObject({ changed: [false, false] })
  })
})

describe('words that there are not', () => {
  const refusal = (make: () => unknown) => errorOf(() => built(() => ({ made: make() }))).message
  // As if no compiler had looked at the model.
  const unchecked = (written: unknown) => written as never

  it.each([
    [
      'The isolation cannot be `serializable`',
      () => transactions(2, flag(), flag(), unchecked('serializable')),
    ],
    ['The order of a channel cannot be `lifo`', () => channel(flag(), 1, { order: unchecked('lifo') })],
    ['What a channel does when it is full', () => channel(flag(), 1, { whenFull: unchecked('drop') })],
    ['The granularity cannot be `Fine`', () => granularity(unchecked('Fine'), { one: step() })],
    ['There is no process 2 here', () => step(state(mutex(2)).acquire(2))],
    ['There is no process -1 here', () => step(state(transactions(2, flag(), flag(), 'snapshot')).begin(-1))],
    ['never lets anybody in', () => semaphore(0)],
    [
      'A process has no `restAt`',
      () => process({ steps: () => ({ only: step() }), ...({ restAt: ['only'] } as object) }),
    ],
    ['The delivery of a channel has no `lossy`', () => channel(flag(), 1, unchecked({ lossy: true }))],
    [
      'A durable local cannot be `disc`',
      () =>
        process({
          locals: { disk: flag() },
          crashes: { within: state(budget(1)), durable: [unchecked('disc')] },
          steps: () => ({ only: step() }),
        }),
    ],
  ])('are refused when the model is built: %s', (message, make) => {
    expect(refusal(make)).toContain(message)
  })

  it.each([
    ['Another step stands', () => step(unchecked(state(channel(flag(), 1)).receive(() => [])))],
    ['Another step stands', () => step(onlyIf(true, unchecked(step())))],
    ['A function stands', () => step(unchecked(state(budget(1)).spend.bind(undefined)))],
    ['Nothing stands', () => state(channel(flag(), 1)).receive(() => unchecked(undefined))],
    ['Something else stands', () => step(unchecked(3))],
  ])('are no part of a step: %s', (message, make) => {
    expect(refusal(make)).toContain(message)
  })

  it('are refused where they are returned', () => {
    const build = () => ({ deadlock: unchecked('ignore') })
    expect(errorOf(() => built(build)).message).toContain('What is said of `deadlock` cannot be `ignore`')
  })
})

describe('a budget', () => {
  it('is spent, and then nothing of it happens any more', () => {
    const system = built(() => {
      const losses = state(budget(2))
      return { losses, lose: step(losses.spend()) }
    })
    expect(run(system, 'lose', 'lose')).toEqual({ losses: 0 })
    expect(() => run(system, 'lose', 'lose', 'lose')).toThrow()
  })
})

describe('compareAndSet', () => {
  it('assigns where it finds what is expected, and else does something else', () => {
    const system = built(() => {
      const owner = state(oneOf('nobody', 'me', 'you'))
      const failed = state(range(0, 3))
      return {
        owner,
        failed,
        claim: step(compareAndSet(owner, 'nobody', 'me').otherwise(failed.becomes(failed.plus(1)))),
        claimToo: step(compareAndSet(owner, 'nobody', 'you')),
      }
    })
    expect(run(system, 'claim')).toEqual({ owner: 'me', failed: 0 })
    expect(run(system, 'claimToo', 'claim')).toEqual({ owner: 'you', failed: 1 })
    expect(run(system, 'claim', 'claimToo')).toEqual({ owner: 'me', failed: 0 })
  })
})

describe('transactions', () => {
  /** Two that each add one to the same counter. */
  const adders = (isolation: Isolation) => () => {
    const db = state(transactions(2, oneOf('counter'), range(0, 3), isolation))
    const adder = processes(2, {
      locals: { seen: range(0, 3) },
      steps: ({ seen, index }) => ({
        begin: step(db.begin(index)),
        read: step(db.read(index, 'counter', (value) => seen.becomes(value))),
        write: step(db.write(index, 'counter', seen.plus(1))),
        commit: step(db.commit(index).otherwise(goto('begin'))),
      }),
    })
    const allDone = adder.at(0).at('done').and(adder.at(1).at('done'))
    return {
      db,
      adder,
      properties: {
        nothingLost: invariant(allDone.implies(db.committed('counter').is(2))),
        end: reachable(allDone),
      },
    }
  }

  it.each([
    ['read committed', 'violated'],
    ['snapshot', 'proved'],
    ['serialisable', 'proved'],
  ] as const)('lose updates or not: %s', async (isolation, verdict) => {
    expect(await verdicts(adders(isolation))).toEqual({
      nothingLost: verdict,
      end: 'reached',
      deadlock: 'proved',
      range: 'proved',
    })
  })

  it.each(['read committed', 'snapshot', 'serialisable'] as const)(
    'are the same to the solver: %s',
    async (isolation) => {
      const depth = 11
      const system = model({ name: 'adders', build: adders(isolation) }).instantiate()
      const problem = { system, depth, openSolver: openSolver('wasm'), report: () => undefined }
      const found = async (engine: Engine) =>
        (await engine.check(problem)).map(({ property, verdict }) => [
          property,
          verdict.kind === 'violated' || verdict.kind === 'reached' ? verdict.depth : 'not found',
        ])
      const enumerated = await found(explicit())
      expect(await found(bmc)).toEqual(enumerated)
      expect(Object.fromEntries(enumerated)).toMatchObject({
        end: 8,
        nothingLost: isolation === 'read committed' ? 8 : 'not found',
      })
    },
  )

  it('do not let one begin in the very step in which another one commits', async () => {
    const build = () => {
      const db = state(transactions(2, oneOf('counter'), range(0, 3), 'snapshot'))
      const first = process({
        steps: () => ({
          begin: step(db.begin(0)),
          write: step(db.write(0, 'counter', 1)),
          hand: step(db.commit(0), db.begin(1)),
        }),
      })
      return { db, first }
    }
    expect(await verdicts(build)).toMatchObject({ range: 'violated' })
  })

  it('leave nothing behind when they fail, and can then succeed', () => {
    const system = built(adders('serialisable'))
    const turn = (who: number, ...labels: readonly string[]) =>
      labels.map((label) => `adder[${String(who)}].${label}`)
    const conflict = [
      ...turn(0, 'begin', 'read'),
      ...turn(1, 'begin', 'read', 'write', 'commit'),
      ...turn(0, 'write', 'commit'),
    ]
    const over = {
      open: [false, false],
      written: [[false], [false]],
      read: [[false], [false]],
      stale: [[false], [false]],
    }
    expect(run(system, ...conflict)).toMatchObject({
      db: { store: [1], ...over },
      adder: [{ pc: 'begin' }, { pc: 'done' }],
    })
    expect(run(system, ...conflict, ...turn(0, 'begin', 'read', 'write', 'commit'))).toMatchObject({
      db: { store: [2], ...over },
      adder: [{ pc: 'done' }, { pc: 'done' }],
    })
  })

  /** Two doctors on call, each of whom may leave if the other one stays. */
  const doctors = (isolation: Isolation) => () => {
    const db = state(transactions(2, range(0, 1), range(0, 1).initially(1), isolation))
    const doctor = processes(2, {
      locals: { stays: range(0, 1) },
      steps: ({ stays, index }) => ({
        begin: step(db.begin(index)),
        look: step(db.read(index, 1 - index, (value) => stays.becomes(value))),
        leave: step(onlyIf(stays.is(1), db.write(index, index, 0))),
        commit: step(db.commit(index).otherwise(goto('begin'))),
      }),
    })
    return {
      db,
      doctor,
      properties: { someoneStays: invariant(db.committed(0).plus(db.committed(1)).above(0)) },
    }
  }

  it.each([
    ['snapshot', 'violated'],
    ['serialisable', 'proved'],
  ] as const)('allow write skew or not: %s', async (isolation, verdict) => {
    expect(await verdicts(doctors(isolation))).toMatchObject({ someoneStays: verdict })
  })

  interface Operation {
    /** Adds so much to the value read from one key, and writes it to another. */
    readonly from: number
    readonly to: number
    readonly add: number
  }
  const TOP = 3
  const operation = fc.record({
    from: fc.nat({ max: 1 }),
    to: fc.nat({ max: 1 }),
    add: fc.nat({ max: TOP }),
  })

  /** Each does its operations in one transaction, and begins again until it has committed. */
  const programs = (isolation: Isolation, operations: readonly (readonly Operation[])[]) => () => {
    const db = state(transactions(operations.length, range(0, 1), range(0, TOP, 'wrap'), isolation))
    const client = processes(operations.length, {
      locals: { seen: range(0, TOP) },
      steps: ({ seen, index }) => ({
        begin: step(db.begin(index)),
        ...Object.fromEntries(
          (operations[index] ?? []).flatMap(({ from, to, add }, place) => [
            [`read${String(place)}`, step(db.read(index, from, (value) => seen.becomes(value)))],
            [`write${String(place)}`, step(db.write(index, to, seen.plus(add)))],
          ]),
        ),
        commit: step(db.commit(index).otherwise(seen.becomes(0), goto('begin'))),
      }),
    })
    const ends = [...client].map((one) => one.at('done'))
    const values = Array.from({ length: TOP + 1 }, (_, value) => value)
    const goals = values.flatMap((a) =>
      values.map((b) => [
        `is${String(a)}and${String(b)}`,
        reachable(
          db
            .committed(0)
            .is(a)
            .and(db.committed(1).is(b), ...ends),
        ),
      ]),
    )
    return {
      db,
      client,
      properties: Object.fromEntries(goals) as Record<string, ReturnType<typeof reachable>>,
    }
  }

  function serially(order: readonly (readonly Operation[])[]): string {
    const store = [0, 0]
    for (const { from, to, add } of order.flat()) store[to] = ((store[from] ?? 0) + add) % (TOP + 1)
    return `is${String(store[0])}and${String(store[1])}`
  }

  it('end as if one came after the other, where they are serialisable', async () => {
    let anomalies = 0
    const agree = fc.asyncProperty(
      fc.tuple(
        fc.array(operation, { minLength: 2, maxLength: 2 }),
        fc.array(operation, { minLength: 2, maxLength: 2 }),
      ),
      async ([first, second]) => {
        const serial = new Set([serially([first, second]), serially([second, first])])
        const ends = async (isolation: Isolation) =>
          Object.entries(await verdicts(programs(isolation, [first, second])))
            .filter(([, verdict]) => verdict === 'reached')
            .map(([name]) => name)
            .toSorted()
        expect(await ends('serialisable')).toEqual([...serial].toSorted())
        const weak = await ends('read committed')
        expect(weak).toEqual(expect.arrayContaining([...serial]))
        if (weak.length > serial.size) anomalies += 1
      },
    )
    await fc.assert(agree, { numRuns: 60 })
    expect(anomalies).toBeGreaterThan(5)
  }, 120_000)
})
