/**
 * # Therac-25, Yakima: the counter that came round to zero
 *
 * The turntable of the Therac-25 has a third position, for a field light: no beam, only a lamp and a mirror
 * by which the patient is placed. When the operator is content with that, the set button turns the table to
 * the position for treatment. In January 1987, in Yakima, Washington, the beam came on with the turntable
 * still in the position of the field light, and a patient got an overdose.
 *
 * Software was to prevent that. A routine called Set-Up Test runs over and over until the machine is ready.
 * It tells another task, by a shared variable Class3 that is not zero, to check the position of the
 * turntable. To make it not zero, the routine added one to it. Class3 had one byte: every 256th time it was
 * zero, and nothing was checked.
 *
 * ## What happens at once
 *
 * 1. `treat.setUpTest`: the next pass begins, and Class3 grows by one.
 * 2. `housekeeper.check`: the other task takes note of what is wrong, anew in each pass. It looks at the
 *    turntable only if Class3 is not zero.
 * 3. `treat.look`: if nothing is wrong and the operator has pressed the set button, the beam goes on.
 *    Otherwise, the next pass.
 * 4. `operator.pressSet`: the operator presses the set button.
 * 5. `hand.turn`: after that, the turntable turns to the position for treatment. This takes a while.
 *
 * ## The bad interleaving
 *
 * The 256th pass begins: Class3 is zero. The housekeeper has no reason to look at the turntable, and finds
 * nothing wrong. At this moment the operator presses the set button, and before the turntable has moved the
 * routine sees that all is well. The beam goes on.
 *
 * ## Why a bounded search says nothing here
 *
 * A pass takes three steps, and the button one more: with 8 bits, the shortest way to the accident has
 * 3 * 256 + 1 = 769 steps. `holds to depth 20` is true, and worth nothing: it speaks of the first 6 passes.
 * There are three ways to find what is so far away:
 *
 * - Make the counter small. What matters is that it comes round, not when. With `bits` = 2 the accident is
 *   13 steps away, and a sweep shows how the distance grows: 3 * 2^bits + 1.
 *
 *       premortem sweep therac-25-yakima --param bits=1..4 --depth 1..50 --property neverInFieldLight
 *
 * - Begin anywhere. With `start` = anything the counter starts with any value of a byte: real ones are
 *   among these, since it comes through all of them. Then 4 steps are enough, with all 8 bits.
 * - Go through the states one by one, where there are so few. Depth costs little there:
 *
 *       premortem check therac-25-yakima --engine explicit --depth 800 --property neverInFieldLight
 *
 * And ask for a proof. To depth 20 the broken machine and the repaired one look the same. There is a proof
 * for the repaired one only.
 *
 * ## The repair
 *
 * `fix` = constant: each pass sets Class3 to a fixed value that is not zero, as the manufacturer did. The
 * property is proved, with 8 bits, and whatever Class3 was at the start.
 *
 * ## Our assumptions
 *
 * - The housekeeper looks exactly once in each pass. The paper says that tasks run every 0.1 seconds, not in
 *   which order.
 * - What is wrong is found out anew each time, so that a check that is left out finds nothing wrong. The
 *   paper tells of the result: the malfunction variable was zero.
 * - Class3 is 0 before the first pass, unless `start` says otherwise.
 * - The set button has not been pressed at the start. Everything else that can be wrong with the machine is
 *   left out, and so is what the operator does between set-up and the beam.
 *
 * ## Sources
 *
 * - Nancy G. Leveson and Clark S. Turner, An Investigation of the Therac-25 Accidents, IEEE Computer 26(7),
 *   1993: http://sunnyday.mit.edu/papers/therac.pdf
 */

import {
  anything,
  count,
  done,
  flag,
  goto,
  holds,
  invariant,
  model,
  not,
  oneOf,
  onlyIf,
  process,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  unreached,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'therac-25-yakima',
  params: {
    bits: count(8, 'bits of the counter Class3'),
    start: variant(
      {
        zero: 'Class3 is 0 before the first pass',
        anything: 'Class3 has any value before the first pass',
      },
      'how the counter starts',
    ),
    fix: variant(
      {
        none: 'each pass adds one to Class3',
        constant: 'each pass sets Class3 to 1',
      },
      'how Class3 is made not zero',
    ),
  },
  build({ bits, start, fix }) {
    const byte = range(0, 2 ** bits - 1, 'wrap')
    const class3 = state(start === 'zero' ? byte : byte.initially(anything))
    const machine = state({
      turntable: oneOf('fieldLight', 'treatment'),
      setPressed: flag(),
      malfunction: flag(), // F$mal: something is wrong
      toBeChecked: flag(), // it is the housekeeper's turn
      beam: flag(),
    })
    const { turntable, setPressed, malfunction, toBeChecked, beam } = machine

    const treat = process({
      steps: () => ({
        setUpTest: step(class3.becomes(fix === 'constant' ? 1 : class3.plus(1)), toBeChecked.becomes(true)),
        look: step(
          when(not(toBeChecked)),
          onlyIf(setPressed.and(not(malfunction)), beam.becomes(true), done).otherwise(goto('setUpTest')),
        ),
      }),
    })

    const housekeeper = process({
      restsAt: ['check'],
      steps: () => ({
        check: step(
          when(toBeChecked),
          malfunction.becomes(class3.isNot(0).and(turntable.is('fieldLight'))),
          toBeChecked.becomes(false),
          goto('check'),
        ),
      }),
    })

    const operator = process({
      steps: () => ({ pressSet: step(setPressed.becomes(true)) }),
    })

    const hand = process({
      steps: () => ({ turn: step(when(setPressed), turntable.becomes('treatment')) }),
    })

    return {
      class3,
      machine,
      treat,
      housekeeper,
      operator,
      hand,
      properties: {
        neverInFieldLight: invariant(beam.implies(turntable.is('treatment'))),
        skipsTheCheck: reachable(treat.at('look').and(class3.is(0))),
        findsTheFault: reachable(setPressed.and(malfunction, treat.at('look'))),
        treats: reachable(beam.and(turntable.is('treatment'))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        neverInFieldLight: holds(20),
        skipsTheCheck: unreached(20),
        findsTheFault: reached(3),
        treats: reached(5),
        deadlock: holds(20),
        range: holds(20),
      },
    },
    { params: { bits: 1 }, verdicts: { neverInFieldLight: violated(7), skipsTheCheck: reached(4) } },
    { params: { bits: 2 }, verdicts: { neverInFieldLight: violated(13), skipsTheCheck: reached(10) } },
    { params: { bits: 3 }, verdicts: { neverInFieldLight: violated(25), skipsTheCheck: reached(22) } },
    {
      params: { start: 'anything' },
      verdicts: { neverInFieldLight: violated(4), skipsTheCheck: reached(1), treats: reached(5) },
    },
    {
      params: { fix: 'constant' },
      verdicts: {
        neverInFieldLight: proved(),
        skipsTheCheck: unreached(),
        findsTheFault: reached(3),
        treats: reached(5),
        deadlock: proved(),
        range: proved(),
      },
    },
    {
      params: { fix: 'constant', start: 'anything' },
      verdicts: { neverInFieldLight: proved(), skipsTheCheck: unreached(), treats: reached(5) },
    },
  ],
})
