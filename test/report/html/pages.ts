import { budget, channel, goto, invariant, model, not, process, range, state, step } from 'premortem'
import type { PropertyResult } from '../../../src/engine/verdict.js'
import type { Choices } from '../../../src/ir/choices.js'
import type { Expr } from '../../../src/ir/expr.js'
import type { TransitionSystem } from '../../../src/ir/system.js'
import { rangeType } from '../../../src/ir/type.js'
import { checkPage } from '../../../src/report/html/check-page.js'
import { raceReport, result } from '../verdicts.js'
import { firing } from '../firing.js'
import { int, variable } from '../dns-race.js'
import { rounds, tokenRing } from '../token-ring.js'

const layout = {
  version: '1.2.3',
  showPlace: ({ file, line }: { readonly file: string; readonly line: number }) =>
    `${file.split('/').at(-1) ?? ''}:${String(line)}`,
}

/** A page about a system with these results. */
export function pageOf(
  system: TransitionSystem,
  results: readonly PropertyResult[],
  params: Readonly<Record<string, string>> = {},
): string {
  const report = { system, depth: 20, results, warnings: [] }
  return checkPage({ subject: { model: system.name, params }, report }, layout)
}

/** The DNS race with its three violations. */
export function racePage(): string {
  const { system, results } = raceReport()
  return pageOf(system, results, { enactors: '2', fix: 'none' })
}

/** The property is violated by these steps. */
export function violatedBy(
  system: TransitionSystem,
  property: string,
  actions: readonly (string | readonly [string, Choices])[],
): PropertyResult {
  const trace = firing(system, actions)
  return result(property, 'invariant', { kind: 'violated', depth: trace.steps.length, trace })
}

/** Messages that are received, lost, repeated and left waiting. */
export function mailSystem(): TransitionSystem {
  return model({
    name: 'mail',
    build() {
      const request = state(channel(range(0, 9), 3, { order: 'unordered' }))
      const reply = state(channel(range(0, 9), 3))
      const faults = state(budget(2))
      const client = process({
        locals: { sent: range(0, 9), heard: range(0, 9) },
        restsAt: ['send'],
        steps: ({ sent, heard }) => ({
          send: step(request.send(sent.plus(1)), sent.becomes(sent.plus(1)), goto('send')),
          hear: reply.receive((answer) => [heard.becomes(answer), goto('send')]),
        }),
      })
      const server = process({
        locals: { got: range(0, 9) },
        restsAt: ['serve'],
        steps: ({ got }) => ({
          serve: request.receive((message) => [got.becomes(message), goto('serve')]),
        }),
      })
      return {
        request,
        reply,
        faults,
        client,
        server,
        lose: request.lose(faults.spend()),
        repeat: request.duplicate(faults.spend()),
        properties: { neverThree: invariant(not(server.got.is(3))) },
      }
    },
  }).instantiate()
}

/** A system and what it does. */
interface Told {
  readonly system: TransitionSystem
  readonly result: PropertyResult
}

export function mailStory(): Told {
  const system = mailSystem()
  const result = violatedBy(system, 'neverThree', [
    'client.send',
    'client.send',
    ['server.serve', { place: 1 }],
    ['lose', { place: 0 }],
    'client.send',
    'repeat',
    ['server.serve', { place: 1 }],
  ])
  return { system, result }
}

export function mailPage(): string {
  const { system, result } = mailStory()
  return pageOf(system, [result])
}

/** A token that goes round twice, and from its second round on for ever. */
export function loopStory(loopStart = 3): Told {
  const system = tokenRing(3)
  const trace = { ...firing(system, rounds(3, 6)), loopStart }
  return { system, result: result('fine', 'invariant', { kind: 'violated', depth: 6, trace }) }
}

export function loopPage(loopStart?: number): string {
  const { system, result } = loopStory(loopStart)
  return pageOf(system, [result])
}

/** Whatever could be taken for something else than text. */
export const NASTY = `リング; </script><script>throw new Error("run")</script><b>"bold"</b> & 'more' <!--`

/** A token that goes round among many until it has been passed on so often, under names from far away. */
export function longSystem(size: number, last: number): TransitionSystem {
  const ring = tokenRing(size, { kind: 'ノード', label: '渡す', token: '鍵 🔑' })
  const hops = { variable: 'hops', path: [] }
  const passed: Expr = { kind: 'add', left: variable('hops'), right: int(1) }
  return {
    ...ring,
    name: NASTY,
    variables: [...ring.variables, { name: 'hops', type: rangeType(0, last) }],
    init: { ...ring.init, updates: [...ring.init.updates, { target: hops, value: int(0) }] },
    actions: ring.actions.map((action) => ({
      ...action,
      updates: [...action.updates, { target: hops, value: passed }],
    })),
    properties: [
      { kind: 'invariant', name: '短い', expr: { kind: 'lt', left: variable('hops'), right: int(last) } },
    ],
  }
}

export function longStory(size: number, steps: number): Told {
  const system = longSystem(size, steps)
  const actions = Array.from({ length: steps }, (_, place) => `ノード[${String(place % size)}].渡す`)
  return { system, result: violatedBy(system, '短い', actions) }
}

export function longPage(size: number, steps: number): string {
  const { system, result } = longStory(size, steps)
  return pageOf(system, [result], { note: NASTY })
}
