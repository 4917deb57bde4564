import { DeviationError, drive, type Adapter, type Trace, type TraceStep } from 'premortem'
import { describe, expect, it } from 'vitest'

const step = (process: string, label: string, choices: TraceStep['choices'] = {}): TraceStep => ({
  action: `${process}.${label}`,
  process,
  label,
  choices,
})

/** Two writers put numbers into a list of places, and count them. */
const TRACE: Trace = {
  states: [
    { shelf: { places: [0, 0], used: 0 }, mode: 'open' },
    { shelf: { places: [7, 0], used: 1 }, mode: 'open' },
    { shelf: { places: [7, 9], used: 2 }, mode: 'full' },
  ],
  steps: [step('writer[0]', 'put', { place: 0, item: 7 }), step('writer[1]', 'put', { place: 1, item: 9 })],
}

/** Code that does what the trace says, unless it is changed. */
function shelf({ put }: { readonly put?: (code: Shelf, step: TraceStep) => unknown } = {}): Adapter {
  const code: Shelf = { places: [0, 0], used: 0, mode: 'open' }
  return {
    steps: { put: (taken) => (put ?? store)(code, taken) },
    state: () => ({ shelf: { places: [...code.places], used: code.used }, mode: code.mode }),
  }
}

interface Shelf {
  readonly places: number[]
  used: number
  mode: string
}

function store(code: Shelf, { choices }: TraceStep): void {
  code.places[Number(choices.place)] = Number(choices.item)
  code.used += 1
  if (code.used === 2) code.mode = 'full'
}

async function deviationOf(adapter: Adapter): Promise<DeviationError> {
  const thrown: unknown = await drive(TRACE, adapter).catch((error: unknown) => error)
  if (thrown instanceof DeviationError) return thrown
  throw new Error('it follows the trace', { cause: thrown })
}

describe('drive', () => {
  it('calls the methods of the steps in their order, with what was chosen', async () => {
    const taken: string[] = []
    await drive(
      TRACE,
      shelf({
        put: async (code, one) => {
          await Promise.resolve()
          taken.push(`${String(one.process)} ${String(one.choices.item)}`)
          store(code, one)
        },
      }),
    )
    expect(taken).toEqual(['writer[0] 7', 'writer[1] 9'])
  })

  it('says in which step code and model part, in which parts, and what each has', async () => {
    const forgetsToCount = shelf({
      put: (code, taken) => {
        store(code, taken)
        if (taken.process === 'writer[1]') {
          code.used = 1
          code.mode = 'open'
        }
      },
    })
    const { step: number, action, differences, message } = await deviationOf(forgetsToCount)
    expect([number, action]).toEqual([2, 'writer[1].put'])
    expect(differences).toEqual([
      { path: 'shelf.used', expected: 2, actual: 1 },
      { path: 'mode', expected: 'full', actual: 'open' },
    ])
    expect(message).toBe(
      [
        'The code is not where the model is after step 2 (writer[1].put with place = 1, item = 9):',
        '  shelf.used: expected 2, actual 1',
        '  mode: expected "full", actual "open"',
        'Steps before: writer[0].put with place = 0, item = 7',
      ].join('\n'),
    )
  })

  it('looks into lists', async () => {
    const wrongPlace = shelf({
      put: (code, taken) => {
        store(code, { ...taken, choices: { ...taken.choices, place: 1 } })
      },
    })
    const { step: number, differences } = await deviationOf(wrongPlace)
    expect(number).toBe(1)
    expect(differences).toEqual([
      { path: 'shelf.places[0]', expected: 7, actual: 0 },
      { path: 'shelf.places[1]', expected: 0, actual: 7 },
    ])
  })

  it('compares the start as well', async () => {
    const {
      step: number,
      action,
      message,
    } = await deviationOf({ ...shelf(), state: () => ({ mode: 'full' }) })
    expect([number, action]).toEqual([0, undefined])
    expect(message).toBe(
      'The code is not where the model is at the start:\n  mode: expected "open", actual "full"',
    )
  })

  it('says which step the code does not take, and keeps the reason', async () => {
    const reason = new Error('the shelf is full')
    const refuses = shelf({
      put: (code, taken) => {
        if (code.used === 1) throw reason
        store(code, taken)
      },
    })
    const error = await deviationOf(refuses)
    expect(error.message).toBe(
      [
        'The code does not take step 2 (writer[1].put with place = 1, item = 9): the shelf is full',
        'Steps before: writer[0].put with place = 0, item = 7',
      ].join('\n'),
    )
    expect(error).toMatchObject({ step: 2, action: 'writer[1].put', differences: [], cause: reason })
  })

  it('waits no longer for a step than it may', async () => {
    const hangs = shelf({ put: () => new Promise(() => undefined) })
    await expect(drive(TRACE, hangs, { timeout: 0.01 })).rejects.toThrow(
      'The code does not take step 1 (writer[0].put with place = 0, item = 7): it is still not done after 0.01 s',
    )
  })

  it('refuses an adapter that lacks a step before anything is done', async () => {
    let asked = 0
    const lacks: Adapter = {
      steps: { take: () => undefined },
      state: () => {
        asked += 1
        return { mode: 'open' }
      },
    }
    await expect(drive(TRACE, lacks)).rejects.toThrow(
      new TypeError('the adapter has no step put; it has take'),
    )
    expect(asked).toBe(0)
  })

  it.each([{}, { shelf: {} }])('refuses a state that says nothing: %j', async (state) => {
    await expect(drive(TRACE, { ...shelf(), state: () => state })).rejects.toThrow(
      new TypeError('the adapter says nothing of the state'),
    )
  })
})

describe('the parts of a state', () => {
  const at = (expected: Trace['states'][number], actual: Readonly<Record<string, unknown>>) =>
    drive({ states: [expected], steps: [] }, { steps: {}, state: () => actual })
  const LARGE = 2n ** 70n

  it.each([
    ['what the code does not speak of is left out', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3 } }],
    ['integers are equal as numbers and as bigints', { a: 1, b: LARGE }, { a: 1n, b: LARGE }],
    ['records and lists in each other', { a: [{ b: [true] }] }, { a: [{ b: [true] }] }],
  ])('agree: %s', async (_, expected, actual) => {
    await expect(at(expected, actual)).resolves.toBeUndefined()
  })

  it.each([
    ['a name that the model does not have', { a: 1 }, { b: 1 }, 'b: the model has no such part'],
    [
      'a field that the model does not have',
      { a: { b: 1 } },
      { a: { c: 1 } },
      'a.c: the model has no such part',
    ],
    ['undefined, which is not left out', { a: 1 }, { a: undefined }, 'a: expected 1, actual undefined'],
    ['a string for a number', { a: 1 }, { a: '1' }, 'a: expected 1, actual "1"'],
    ['a number for a flag', { a: true }, { a: 1 }, 'a: expected true, actual 1'],
    ['another length', { a: [1, 2] }, { a: [1] }, 'a: expected 2 elements, actual 1'],
    [
      'a Map, which has no fields',
      { a: { b: 1 } },
      { a: new Map() },
      'a: expected { b: 1 }, actual [object Map]',
    ],
    ['a list for a record', { a: { b: 1 } }, { a: [1] }, 'a: expected { b: 1 }, actual [object Array]'],
    ['null', { a: 'free' }, { a: null }, 'a: expected "free", actual [object Null]'],
    ['a hole in a list', { a: [1] }, { a: Array(1) }, 'a[0]: expected 1, actual undefined'],
    ['what every object has', { a: 1 }, { toString: 1 }, 'toString: the model has no such part'],
  ])('differ: %s', async (_, expected, actual, line) => {
    await expect(at(expected, actual)).rejects.toThrow(`at the start:\n  ${line}`)
  })
})
