import { expect, it } from 'vitest'
import { preamble } from '../../src/smt/preamble.js'

it('asks for what will be used, and then names the logic', () => {
  expect(preamble({ logic: 'QF_BV', produceModels: true, produceUnsatAssumptions: true })).toBe(
    '(set-option :produce-models true)\n(set-option :produce-unsat-assumptions true)\n(set-logic QF_BV)\n',
  )
  expect(preamble({ logic: 'QF_LIA', produceModels: false, produceUnsatAssumptions: false })).toBe(
    '(set-logic QF_LIA)\n',
  )
})
