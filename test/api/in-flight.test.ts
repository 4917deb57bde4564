import { setImmediate as later } from 'node:timers/promises'
import { inFlight, type Turn } from 'premortem'
import { describe, expect, it } from 'vitest'

/** A client that says what it does, with awaits of its own between its turns. */
function talker(said: string[], name: string): (turn: Turn) => Promise<void> {
  return async (turn) => {
    said.push(`${name} begins`)
    for (const word of ['one', 'two']) {
      await turn()
      await later()
      said.push(`${name} ${word}`)
      await later()
    }
    said.push(`${name} ends`)
  }
}

describe('clients in flight', () => {
  it('go on one at a time, each to its next turn, and begin at their first step', async () => {
    const said: string[] = []
    const { advance } = inFlight({ ann: talker(said, 'ann'), bob: talker(said, 'bob') })
    const step = async (process: string): Promise<readonly string[]> => {
      const before = said.length
      await advance({ process })
      return said.slice(before)
    }
    expect(said).toEqual([])
    expect(await step('ann')).toEqual(['ann begins', 'ann one'])
    expect(await step('bob')).toEqual(['bob begins', 'bob one'])
    expect(await step('bob')).toEqual(['bob two', 'bob ends'])
    expect(await step('ann')).toEqual(['ann two', 'ann ends'])
  })

  it('do not go on by themselves', async () => {
    const said: string[] = []
    const { advance } = inFlight({ ann: talker(said, 'ann') })
    await advance({ process: 'ann' })
    for (let turns = 0; turns < 20; turns += 1) await later()
    expect(said).toEqual(['ann begins', 'ann one'])
  })

  it('throw at whoever lets them go on', async () => {
    const reason = new Error('no money')
    const { advance } = inFlight({
      ann: async (turn) => {
        await turn()
        throw reason
      },
    })
    await expect(advance({ process: 'ann' })).rejects.toBe(reason)
    await expect(advance({ process: 'ann' })).rejects.toBe(reason)
  })

  it('cannot go on when they have ended', async () => {
    const { advance } = inFlight({ ann: (turn) => turn() })
    await advance({ process: 'ann' })
    await expect(advance({ process: 'ann' })).rejects.toThrow(
      new TypeError('ann awaits no turn: it has ended'),
    )
  })

  it('cannot await two turns at once', async () => {
    const { advance } = inFlight({ ann: (turn) => Promise.all([turn(), turn()]) })
    const outcome = advance({ process: 'ann' }).then(() => advance({ process: 'ann' }))
    await expect(outcome).rejects.toThrow(new TypeError('ann awaits two turns at once'))
  })

  it('are known by name', async () => {
    const { advance } = inFlight({ ann: (turn) => turn(), bob: (turn) => turn() })
    await expect(advance({ process: 'eve' })).rejects.toThrow(
      new TypeError('there is no client eve; there is ann, bob'),
    )
    await expect(advance({})).rejects.toThrow('there is no client for a step of no process')
  })
})
