import { when } from '../../src/dsl/flow.js'
import { model } from '../../src/dsl/model.js'
import { process } from '../../src/dsl/process.js'
import { flag } from '../../src/dsl/sort.js'
import { state } from '../../src/dsl/state.js'
import { step } from '../../src/dsl/step.js'

/** What a loader may throw away, and with it the lines. */
interface Unused {
  readonly type: string
}

export default model({
  name: 'loaded',
  build() {
    const locked = state(flag())
    const worker = process({
      steps: () => {
        const unused: Unused = { type: 'erased' }
        return {
          lock: step(when(locked.is(unused.type === 'kept')), locked.becomes(true)),
        }
      },
    })
    return { locked, worker }
  },
})
