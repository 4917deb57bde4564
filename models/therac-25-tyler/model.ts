/**
 * # Therac-25, Tyler: the edit that nobody saw
 *
 * The Therac-25 was a radiation therapy machine with two modes. For electrons it used a weak beam, spread by
 * magnets. For X-rays it used a beam about a hundred times as strong, which had to hit a target on the way.
 * A turntable put the right equipment into the beam. In the spring of 1986, in Tyler, Texas, two patients
 * got the strong beam with the turntable in the electron position, and died of it.
 *
 * Both times the operator had typed X for X-rays, had run down to the command line, had noticed the mistake,
 * had gone up again and typed E for electrons. She was fast. The machine was just setting its bending
 * magnets, which takes about 8 seconds, and did not see the edit. Slower edits were seen.
 *
 * ## What happens at once
 *
 * The tasks of the machine share what is on the screen, and a control variable, Tphase.
 *
 * 1. `operator.enter`: the operator types the mode and runs down to the command line.
 * 2. `operator.watch.edit`: the operator goes up, changes the mode and comes down again. If data entry was
 *    over, the machine goes back to it.
 * 3. `operator.watch.beamOn`: when the screen says that the beam is ready, the operator starts it.
 * 4. `treat.datent`: the task Treat, in its subroutine Datent, reads the mode from the screen and sets the
 *    beam current for it. It calls Magnet, which sets a flag: look for edits.
 * 5. `treat.ptime`: the next magnet is set. Waiting for it is the job of Ptime: if the flag is set and the
 *    mode on the screen has changed, it goes back to Datent. Before it returns it clears the flag. After the
 *    last magnet data entry is over.
 * 6. `treat.setUp`: `test` checks that the turntable is where the screen wants it; then the beam is ready.
 *    `again` goes back to Datent, if an edit has asked for that.
 * 7. `hand.turn`: another task turns the turntable to where the screen wants it.
 *
 * ## The bad interleaving
 *
 * The operator types X. Datent sets the current for X-rays, and the first magnet is set: Ptime clears the
 * flag. The operator changes X to E. The turntable goes to the electron position. Ptime is called for the
 * next magnet, does not look, and data entry is over. The turntable is where the screen wants it, so the
 * beam is ready. The operator starts it, and the current is that for X-rays.
 *
 * Two tasks read the same byte at different times, and nothing compares what they have made of it. The test
 * of the turntable compares it with the screen, and that is right.
 *
 * ## The repair
 *
 * `fix` = magnet: the flag is cleared at the end of Magnet, and not at the end of the first Ptime. Then every
 * magnet looks for edits. Both properties are proved.
 *
 * With a single magnet (`magnets` = 1) the broken machine is safe as well, and provably so: it takes a
 * second call of Ptime. A test bench that sets one magnet would have found nothing.
 *
 * ## Our assumptions
 *
 * - An edit after data entry sends the machine back to data entry. The paper does not say what caught slow
 *   edits, only that the speed of the operator was the key.
 * - An edit is one step. In the machine, data entry counts as complete once the cursor has been down at the
 *   command line, even if it is up again; the manufacturer repaired that as well, and it is not modelled.
 * - Ptime looks again and again while it waits. Here it looks once, at its end, and clears the flag in the
 *   same step.
 * - The turntable moves only during data entry and set-up, in one step. It starts in the position for the
 *   field light: `none` here.
 * - The mode stands for mode and energy. Dose, pauses and malfunction messages are left out.
 * - The number of magnets is ours: "several".
 *
 * ## Sources
 *
 * - Nancy G. Leveson and Clark S. Turner, An Investigation of the Therac-25 Accidents, IEEE Computer 26(7),
 *   1993: http://sunnyday.mit.edu/papers/therac.pdf
 */

import {
  count,
  either,
  flag,
  goto,
  invariant,
  model,
  oneOf,
  onlyIf,
  process,
  proved,
  range,
  reachable,
  reached,
  state,
  step,
  variant,
  violated,
  when,
} from 'premortem'

export default model({
  name: 'therac-25-tyler',
  params: {
    magnets: count(2, 'bending magnets that are set one after the other'),
    fix: variant(
      {
        none: 'Ptime clears the flag: it looks for edits during the first magnet only',
        magnet: 'Magnet clears the flag, after the last magnet',
      },
      'who clears the flag that says to look for edits',
    ),
  },
  build({ magnets, fix }) {
    const mode = oneOf('none', 'xRay', 'electron')
    const screen = state({ mode })
    const machine = state({
      current: mode, // of the beam: for X-rays it is about 100 times that for electrons
      turntable: mode,
      lookForEdits: flag(), // the bending magnet flag
      phase: oneOf('dataEntry', 'setUpTest', 'beamReady', 'beamOn'), // Tphase
    })
    const { current, turntable, lookForEdits, phase } = machine

    const operator = process({
      steps: () => ({
        enter: either({
          xRay: step(screen.mode.becomes('xRay')),
          electron: step(screen.mode.becomes('electron')),
        }),
        watch: either({
          edit: step(
            onlyIf(screen.mode.is('xRay'), screen.mode.becomes('electron')).otherwise(
              screen.mode.becomes('xRay'),
            ),
            onlyIf(phase.isNot('dataEntry'), phase.becomes('dataEntry')),
            goto('watch'),
          ),
          beamOn: step(when(phase.is('beamReady')), phase.becomes('beamOn')),
        }),
      }),
    })

    const treat = process({
      locals: { magnet: range(0, magnets - 1, 'wrap') }, // the one to be set next
      restsAt: ['setUp'],
      steps: ({ magnet }) => {
        const isLast = magnet.is(magnets - 1)
        const seesEdit = lookForEdits.and(screen.mode.isNot(current))
        return {
          datent: step(
            when(screen.mode.isNot('none')),
            current.becomes(screen.mode),
            lookForEdits.becomes(true),
          ),
          ptime: step(
            onlyIf(seesEdit, magnet.becomes(0), lookForEdits.becomes(false), goto('datent')).otherwise(
              magnet.becomes(magnet.plus(1)),
              onlyIf(fix === 'none' ? true : isLast, lookForEdits.becomes(false)),
              onlyIf(isLast, phase.becomes('setUpTest'), goto('setUp')).otherwise(goto('ptime')),
            ),
          ),
          setUp: either({
            test: step(
              when(phase.is('setUpTest'), turntable.is(screen.mode)),
              phase.becomes('beamReady'),
              goto('setUp'),
            ),
            again: step(when(phase.is('dataEntry')), goto('datent')),
          }),
        }
      },
    })

    const hand = process({
      restsAt: ['turn'],
      steps: () => ({
        turn: step(
          when(phase.is('dataEntry', 'setUpTest'), turntable.isNot(screen.mode)),
          turntable.becomes(screen.mode),
          goto('turn'),
        ),
      }),
    })

    const isOn = phase.is('beamOn')

    return {
      screen,
      machine,
      operator,
      treat,
      hand,
      properties: {
        noOverdose: invariant(isOn.and(current.is('xRay')).implies(turntable.is('xRay'))),
        treatsAsShown: invariant(isOn.implies(current.is(screen.mode))),
        treatsWithXRays: reachable(isOn.and(current.is('xRay'), turntable.is('xRay'))),
        treatsWithElectrons: reachable(isOn.and(current.is('electron'), turntable.is('electron'))),
        seesAnEdit: reachable(treat.at('datent').and(phase.is('dataEntry'), current.is('xRay'))),
      },
    }
  },
  expect: [
    {
      verdicts: {
        noOverdose: violated(8),
        treatsAsShown: violated(8),
        treatsWithXRays: reached(7),
        treatsWithElectrons: reached(7),
        seesAnEdit: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    { params: { magnets: 3 }, verdicts: { noOverdose: violated(9), treatsAsShown: violated(9) } },
    { params: { magnets: 1 }, verdicts: { noOverdose: proved(), treatsAsShown: proved() } },
    {
      params: { fix: 'magnet' },
      verdicts: {
        noOverdose: proved(),
        treatsAsShown: proved(),
        treatsWithXRays: reached(7),
        treatsWithElectrons: reached(7),
        seesAnEdit: reached(4),
        deadlock: proved(),
        range: proved(),
      },
    },
    { params: { fix: 'magnet', magnets: 4 }, verdicts: { noOverdose: proved(), treatsAsShown: proved() } },
  ],
})
