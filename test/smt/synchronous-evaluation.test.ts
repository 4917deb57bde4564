import { describe, expect, it } from 'vitest'
import { synchronousEvaluation } from '../../src/smt/synchronous-evaluation.js'

/** A module that "prints" the context's number and the script it finds at the address. */
function fakeModule() {
  const memory = new Uint8Array(1000).fill(0x2a)
  const allocated: number[] = []
  const freed: number[] = []
  let address = 0
  return {
    HEAPU8: memory,
    allocated,
    freed,
    _malloc: (bytes: number) => {
      allocated.push(bytes)
      return (address += 100)
    },
    _free: (pointer: number) => freed.push(pointer),
    _Z3_eval_smtlib2_string: (context: unknown, pointer: number) => pointer + Number(context),
    UTF8ToString: (pointer: number) => {
      const start = Math.floor(pointer / 100) * 100
      const text = new TextDecoder().decode(memory.slice(start, memory.indexOf(0, start)))
      return `${pointer % 100}: ${text}`
    },
  }
}

describe('synchronousEvaluation', () => {
  it('hands the script over in UTF-8, ended by NUL, and frees it', () => {
    const em = fakeModule()
    const evaluate = synchronousEvaluation(em)
    expect(evaluate?.(7, '(echo "é→")')).toBe('7: (echo "é→")')
    expect(evaluate?.(8, '')).toBe('8: ')
    expect(em.allocated).toEqual([15, 1])
    expect(em.freed).toEqual([100, 200])
  })

  it.each(['HEAPU8', '_malloc', '_free', '_Z3_eval_smtlib2_string', 'UTF8ToString'])(
    'is not there without %s, and does not touch what is not exported',
    (name) => {
      expect(synchronousEvaluation({ ...fakeModule(), [name]: undefined })).toBeUndefined()
      const aborting = Object.defineProperty(fakeModule(), name, {
        get: () => {
          throw new Error(`'${name}' was not exported`)
        },
      })
      expect(synchronousEvaluation(aborting)).toBeUndefined()
    },
  )

  it.each([undefined, null, 'module', {}])('is not there for %j', (em) => {
    expect(synchronousEvaluation(em)).toBeUndefined()
  })
})
