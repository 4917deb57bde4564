/**
 * # A job that two workers run
 *
 * Workers look into a table of jobs, and take one that is free:
 *
 *     const job = await db.findFree()
 *     await db.update(job.id, { takenBy: me })
 *     await run(job)
 *
 * ## What happens at once
 *
 * 1. `look`: a worker reads whether the job is free.
 * 2. `take`: it writes that the job is taken.
 * 3. `run`: it runs the job.
 *
 * Others can come between any two of these. That is where the race is: two workers look, and both see that the
 * job is free.
 *
 * ## What helps
 *
 * `fix` = atomic: look and take in one step, as `UPDATE ... WHERE status = 'free'` does.
 */

import {
  atMostOne,
  atomic,
  count,
  done,
  flag,
  invariant,
  model,
  oneOf,
  onlyIf,
  processes,
  proved,
  reachable,
  reached,
  some,
  state,
  step,
  variant,
  violated,
} from 'premortem'

export default model({
  // What the model is called in reports, and the numbers and variants that it can be checked with.
  name: 'job-queue',
  params: {
    workers: count(2, 'workers that look for the job'),
    fix: variant(
      { none: 'look, then take', atomic: 'look and take in one step' },
      'how a worker takes the job',
    ),
  },
  build({ workers, fix }) {
    // Shared state: each part has a sort, which says what it can hold.
    const job = state({ status: oneOf('free', 'taken') })

    // So many processes of one kind, with what each knows for itself, and the steps it takes one after the other.
    const worker = processes(workers, {
      locals: { sawFree: flag() },
      steps: ({ sawFree }) => {
        // Everything in a step happens at once, and reads the state before it.
        const look = step(sawFree.becomes(job.status.is('free')))
        const take = step(onlyIf(sawFree, job.status.becomes('taken')).otherwise(done))
        return {
          ...(fix === 'atomic' ? { look: atomic(look, take) } : { look, take }),
          run: step(),
          finished: step(),
        }
      },
    })

    // The keys of what is returned are the names in traces and reports.
    return {
      job,
      worker,
      properties: {
        // Holds in every state that can be reached.
        runsOnce: invariant(atMostOne(worker, (one) => one.at('run', 'finished'))),
        // Some execution gets there: otherwise a fix may work by doing nothing.
        isRun: reachable(some(worker, (one) => one.at('finished'))),
      },
    }
  },
  // What will be found. `premortem check models/job-queue.ts --as-expected` fails when it is something else.
  expect: [
    { verdicts: { runsOnce: violated(4), isRun: reached(3) } },
    { params: { fix: 'atomic' }, verdicts: { runsOnce: proved(), isRun: reached(2) } },
  ],
})
