import {
  done,
  flag,
  invariant,
  model,
  onlyIf,
  processes,
  range,
  reachable,
  state,
  step,
  variant,
  when,
} from 'premortem'

/** Two guests take the last room, each after a look. */
export const hotel = model({
  name: 'hotel',
  params: {
    fix: variant(
      {
        none: 'who has looked takes the room',
        'look-again': 'only while there is one',
        'leave-early': 'who sees no room leaves',
        'no-look': 'nobody looks',
        queue: 'after the other has left the desk',
        sign: 'who looks hangs out a sign, and nobody takes a room against it',
        overbooked: 'one more may come than there are rooms',
      },
      'what is done',
    ),
  },
  build({ fix }) {
    const free = state(range(-1, 1).initially(1))
    const sign = state(range(0, 2))
    const desk = state(flag())
    const guest = processes(2, {
      locals: { saw: flag() },
      steps: ({ saw, index }) => ({
        look:
          fix === 'no-look'
            ? undefined
            : step(
                saw.becomes(free.above(0)),
                desk.becomes(true),
                fix === 'sign' ? sign.becomes(index + 1) : [],
                fix === 'leave-early' ? onlyIf(desk, done) : [],
              ),
        wait: fix === 'queue' ? step(when(desk.is(false))) : undefined,
        take: step(
          onlyIf(
            fix === 'no-look'
              ? true
              : fix === 'look-again'
                ? saw.and(free.above(0))
                : fix === 'sign'
                  ? saw.and(sign.is(index + 1))
                  : saw,
            free.becomes(free.minus(1)),
          ),
        ),
      }),
      restsAt: fix === 'queue' ? ['wait', 'take'] : ['take'],
    })
    return {
      free,
      sign,
      desk,
      guest,
      properties: {
        enough: invariant(free.atLeast(fix === 'overbooked' ? -1 : 0)),
        full: reachable(free.is(0)),
      },
    }
  },
})
